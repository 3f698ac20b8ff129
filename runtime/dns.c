/* dns.c - looking up host names in libuv's thread pool, with the coroutine parked meanwhile.
 *
 * A lookup that a worker has begun cannot be stopped: when its coroutine is cancelled the request is abandoned and lives
 * until libuv calls back, maybe beyond the request. So it is not request memory, and libuv holds a reference of its own.
 */
#include "runtime/rt_private.h"

#include <arpa/inet.h>
#include <netdb.h>

#define HOST_NAME_MAX_ASKED 255     /* the engine refuses longer ones, with a warning */

struct lookup {
	struct rt__event event;
	uv_getaddrinfo_t request;
	struct addrinfo hints;
	char *host;
	struct addrinfo *addresses;
	int status;
	bool waited_for;            /* counted among the active handles */
	uint32_t references;
};

static uint32_t in_flight;

static const struct rt__outcome lookup_outcome = { .cause = RT_CAUSE_EVENT };

static struct lookup *lookup_from(struct rt__event *event)
{
	return (struct lookup *) event;
}

static void lookup_wait_end(struct lookup *lookup)
{
	if (lookup->waited_for) {
		lookup->waited_for = false;
		rt__run.handles--;
	}
}

static void lookup_done(uv_getaddrinfo_t *request, int status, struct addrinfo *addresses)
{
	struct lookup *lookup = request->data;
	in_flight--;
	lookup_wait_end(lookup);
	lookup->status = status;
	lookup->addresses = addresses;
	rt__event_close(&lookup->event, &lookup_outcome);
	lookup->event.ops->release(&lookup->event);
}

static void lookup_start(struct rt__event *event, struct rt__wait *wait)
{
	struct lookup *lookup = lookup_from(event);
	lookup->status = uv_getaddrinfo(rt__loop, &lookup->request, lookup_done, lookup->host, NULL, &lookup->hints);
	if (lookup->status != 0) {
		lookup->event.closed = true;
		wait->notify(wait, &lookup_outcome);
		return;
	}
	lookup->references++;
	lookup->waited_for = true;
	in_flight++;
	rt__run.handles++;
}

static void lookup_stop(struct rt__event *event, struct rt__wait *wait)
{
	struct lookup *lookup = lookup_from(event);
	(void) wait;
	if (lookup->waited_for) {
		lookup_wait_end(lookup);
		/* Refused if a worker has it; either way lookup_done comes, in a later turn. */
		uv_cancel((uv_req_t *) &lookup->request);
	}
}

static void lookup_replay(struct rt__event *event, struct rt__wait *wait)
{
	(void) event;
	wait->notify(wait, &lookup_outcome);
}

static void lookup_retain(struct rt__event *event)
{
	lookup_from(event)->references++;
}

static void lookup_release(struct rt__event *event)
{
	struct lookup *lookup = lookup_from(event);
	if (--lookup->references > 0) {
		return;
	}
	if (lookup->addresses != NULL) {
		uv_freeaddrinfo(lookup->addresses);
	}
	free(lookup->host);
	free(lookup);
}

static const struct rt__event_ops lookup_ops = {
	.name = "dns",
	.start = lookup_start,
	.stop = lookup_stop,
	.replay = lookup_replay,
	.retain = lookup_retain,
	.release = lookup_release,
};

static struct lookup *lookup_create(const char *host, int family)
{
	struct lookup *lookup = pecalloc(1, sizeof(*lookup), true);
	rt__event_init(&lookup->event, &lookup_ops);
	lookup->request.data = lookup;
	lookup->hints.ai_family = family;
	lookup->hints.ai_socktype = SOCK_STREAM;
	lookup->host = pestrdup(host, true);
	lookup->references = 1;
	return lookup;
}

/* libuv's code for a resolver's; only a few can be told apart by a program. */
static int resolver_error(int status)
{
	switch (status) {
	case UV_EAI_AGAIN:
		return EAI_AGAIN;
	case UV_EAI_FAIL:
		return EAI_FAIL;
	case UV_EAI_MEMORY:
		return EAI_MEMORY;
	default:
		return EAI_NONAME;
	}
}

int rt__dns_lookup(const char *host, int family, struct addrinfo **addresses)
{
	struct lookup *lookup = lookup_create(host, family);
	int result = EAI_SYSTEM;
	*addresses = NULL;
	rt__wait_add(rt__run.current, &lookup->event, rt__notify_resume, NULL);
	if (rt__suspend(RT_OP_DNS, -1, NULL)) {
		result = lookup->status == 0 ? 0 : resolver_error(lookup->status);
		*addresses = lookup->addresses;
		lookup->addresses = NULL;
	}
	lookup->event.ops->release(&lookup->event);
	return result;
}

void rt__dns_forked(void)
{
	in_flight = 0;
}

uint32_t rt__dns_abandoned(void)
{
	return in_flight;
}

void rt__dns_settle(void)
{
	/* Each turn waits for a worker; resolvers give up after a while. */
	while (in_flight > 0) {
		uv_run(rt__loop, UV_RUN_ONCE);
	}
}

/* ---- the functions ---- */

/* Whether the name has to be looked up. Addresses do not, and what the engine refuses it refuses at once. */
static bool needs_lookup(const char *host, size_t size)
{
	struct in_addr address;
	return size > 0 && size <= HOST_NAME_MAX_ASKED && inet_pton(AF_INET, host, &address) != 1 && rt__can_suspend();
}

static void address_add(zval *list, const struct addrinfo *address)
{
	char text[INET_ADDRSTRLEN];
	const struct sockaddr_in *four = (const struct sockaddr_in *) address->ai_addr;
	if (address->ai_family == AF_INET && inet_ntop(AF_INET, &four->sin_addr, text, sizeof(text)) != NULL) {
		add_next_index_string(list, text);
	}
}

/* The host's addresses as strings; an empty array if it has none. False: cancelled. */
static bool addresses_list(const char *host, zval *list)
{
	struct addrinfo *addresses;
	int error = rt__dns_lookup(host, AF_INET, &addresses);
	array_init(list);
	for (const struct addrinfo *address = addresses; address != NULL; address = address->ai_next) {
		address_add(list, address);
	}
	if (addresses != NULL) {
		uv_freeaddrinfo(addresses);
	}
	return error != EAI_SYSTEM;
}

static ZEND_FUNCTION(rt__gethostbyname)
{
	zend_string *host;
	zval list;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(host)
	ZEND_PARSE_PARAMETERS_END();
	if (!needs_lookup(ZSTR_VAL(host), ZSTR_LEN(host))) {
		rt__dns_functions[0].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	addresses_list(ZSTR_VAL(host), &list);
	zval *first = zend_hash_index_find(Z_ARRVAL(list), 0);
	if (first != NULL) {
		RETVAL_COPY(first);
	} else {
		RETVAL_STR_COPY(host);
	}
	zval_ptr_dtor(&list);
}

static ZEND_FUNCTION(rt__gethostbynamel)
{
	zend_string *host;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(host)
	ZEND_PARSE_PARAMETERS_END();
	if (!needs_lookup(ZSTR_VAL(host), ZSTR_LEN(host))) {
		rt__dns_functions[1].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	if (!addresses_list(ZSTR_VAL(host), return_value) || zend_hash_num_elements(Z_ARRVAL_P(return_value)) == 0) {
		zval_ptr_dtor(return_value);
		RETURN_FALSE;
	}
}

struct rt__replacement rt__dns_functions[] = {
	{ "gethostbyname", ZEND_FN(rt__gethostbyname), NULL },
	{ "gethostbynamel", ZEND_FN(rt__gethostbynamel), NULL },
	{ NULL, NULL, NULL },
};
