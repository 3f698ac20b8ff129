/* closing.c - closes handles of the event loop.
 *
 * libuv promises no order in which the handles that are closed in one turn are called back. Under an embedder that
 * chooses, they are gathered and closed at the start of the next turn, in the order it says; until then they are stopped,
 * so that nothing but the order of the calls differs.
 */
#include "runtime/rt_private.h"

struct closing { uv_handle_t *handle; uv_close_cb closed; };

static struct {
	struct closing *list;       /* outlives requests, like the handles */
	uint32_t count, size;
} g;

void rt__handle_close(uv_handle_t *handle, uv_close_cb closed)
{
	if (EXPECTED(rt__hooks == NULL || rt__hooks->choose == NULL)) {
		uv_close(handle, closed);
		return;
	}
	if (g.count == g.size) {
		g.size = g.size == 0 ? 16 : g.size * 2;
		g.list = perealloc(g.list, g.size * sizeof(*g.list), true);
	}
	g.list[g.count++] = (struct closing) { .handle = handle, .closed = closed };
}

void rt__closing_flush(void)
{
	while (g.count > 0) {
		uint32_t i = rt__choose(RT_SITE_CLOSE, g.count);
		struct closing chosen = g.list[i];
		memmove(&g.list[i], &g.list[i + 1], (--g.count - i) * sizeof(*g.list));
		uv_close(chosen.handle, chosen.closed);
	}
}

void rt__closing_free(void)
{
	free(g.list);
	g.list = NULL;
	g.size = 0;
}
