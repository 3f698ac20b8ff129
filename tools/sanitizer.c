/* sanitizer.c - from the report of a sanitizer to a signature.
 *
 * The signature names the type of the error and the top frames that are not plumbing: allocators,
 * interceptors, the sanitizer's own run time, the switch between fibers. It holds no address and no line
 * number, so that it survives a rebuild and an edit elsewhere. As ClusterFuzz does it: three frames; two for
 * a leak, where they say who allocated.
 */
#include "tools/sanitizer.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { FRAMES_MAX = 3, LEAK_FRAMES = 2, NAME_MAX_BYTES = 64, TYPE_MAX_BYTES = 64 };

/* A frame is plumbing when its name begins with one of these. */
static const char *const plumbing[] = {
	"__interceptor_", "__asan_", "__lsan_", "__ubsan_", "__sanitizer_", "__asan::", "__lsan::", "__ubsan::",
	"__sanitizer::", "asan_", "malloc", "calloc", "realloc", "reallocarray", "free", "strdup", "strndup",
	"memcpy", "memmove", "memset", "strlen", "operator new", "operator delete", "raise", "abort", "gsignal", "__GI_",
	"__libc_", "__assert_fail", "__pthread_kill", "pthread_kill", "_emalloc", "_ecalloc", "_erealloc", "_efree",
	"_safe_", "_estrdup", "_estrndup", "__zend_malloc", "__zend_calloc", "__zend_realloc", "zend_mm_",
	"_zend_mm_", "tracked_", "pemalloc", "safe_", "zend_string_alloc", "zend_string_init", "jump_fcontext", "make_fcontext",
	"zend_fiber_trampoline", "zend_fiber_switch", "oracle_",
};

static bool is_plumbing(const char *name)
{
	for (size_t i = 0; i < sizeof plumbing / sizeof plumbing[0]; i++) {
		if (strncmp(name, plumbing[i], strlen(plumbing[i])) == 0) {
			return true;
		}
	}
	return false;
}

static const char *line_end(const char *text)
{
	return text + strcspn(text, "\n");
}

static const char *next_line(const char *text)
{
	const char *end = line_end(text);
	return *end ? end + 1 : end;
}

/* Reads "    #3 0x55... in name file:line" into name. Returns false when the line is no frame. */
static bool frame_read(const char *line, char *name)
{
	line += strspn(line, " \t");
	if (*line != '#' || !isdigit((unsigned char)line[1])) {
		return false;
	}
	const char *end = line_end(line);
	const char *in = strstr(line, " in ");
	if (!in || in >= end) {
		strcpy(name, "?"); /* no symbol: neither the module's offset nor the address would be stable */
		return true;
	}
	in += strlen(" in ");
	size_t length = 0;
	while (in + length < end && in[length] != ' ' && in[length] != '(' && length + 1 < NAME_MAX_BYTES) {
		name[length] = in[length];
		length++;
	}
	name[length] = '\0';
	return true;
}

/* Appends the top frames of the stack that begins at `text` or soon after it, joined by '|'. */
static void frames_append(const char *text, int frames_max, char *signature)
{
	char name[NAME_MAX_BYTES];
	int count = 0;
	while (*text && !frame_read(text, name)) {
		text = next_line(text);
	}
	for (; *text && count < frames_max && frame_read(text, name); text = next_line(text)) {
		size_t used = strlen(signature);
		if (strcmp(name, "harness_run") == 0) {
			return; /* below it stands who asked for the run: another command, another stack */
		}
		if (!is_plumbing(name)) {
			snprintf(signature + used, VERDICT_SIGNATURE_MAX - used, "%c%s", count ? '|' : '/', name);
			count++;
		}
	}
}

static void verdict_begin(struct verdict *verdict, enum verdict_kind kind, const char *oracle,
	const char *type, const char *line)
{
	*verdict = (struct verdict){ .kind = kind };
	snprintf(verdict->oracle, sizeof verdict->oracle, "%s", oracle);
	snprintf(verdict->signature, sizeof verdict->signature, "%s/%s/%s",
		kind == VERDICT_LEAK ? "leak" : "crash", oracle, type);
	line += strspn(line, " ");
	snprintf(verdict->detail, sizeof verdict->detail, "%.*s", (int)(line_end(line) - line), line);
}

/* "==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x..." */
static bool address_parse(const char *report, struct verdict *verdict)
{
	static const char mark[] = "ERROR: AddressSanitizer: ";
	const char *at = strstr(report, mark);
	if (!at) {
		return false;
	}
	char type[TYPE_MAX_BYTES];
	at += strlen(mark);
	snprintf(type, sizeof type, "%.*s", (int)strcspn(at, " :\n"), at);
	verdict_begin(verdict, VERDICT_CRASH, "asan", type, at);
	/* "attempting double-free on 0x...": the type is its second word. */
	if (strcmp(type, "attempting") == 0) {
		at += strcspn(at, " ") + 1;
		snprintf(type, sizeof type, "%.*s", (int)strcspn(at, " :\n"), at);
		verdict_begin(verdict, VERDICT_CRASH, "asan", type, at);
	}
	frames_append(next_line(at), FRAMES_MAX, verdict->signature);
	return true;
}

/* "Direct leak of 32 byte(s) in 1 object(s) allocated from:"; indirect ones follow from direct ones. */
static bool leak_parse(const char *report, struct verdict *verdict)
{
	const char *at = strstr(report, "ERROR: LeakSanitizer");
	const char *direct = at ? strstr(at, "Direct leak of ") : NULL;
	if (!direct) {
		direct = at ? strstr(at, "Indirect leak of ") : NULL;
	}
	if (!direct) {
		return false;
	}
	verdict_begin(verdict, VERDICT_LEAK, "lsan", "leak", direct);
	frames_append(next_line(direct), LEAK_FRAMES, verdict->signature);
	return true;
}

/* The words of a message without what varies: digits, quotes, everything after the first comma or colon. */
static void type_of(const char *message, char *type)
{
	size_t length = 0;
	for (; *message && !strchr("\n,:'", *message) && length + 1 < TYPE_MAX_BYTES; message++) {
		char c = *message;
		if (isalpha((unsigned char)c)) {
			type[length++] = c;
		} else if (length > 0 && type[length - 1] != '-') {
			type[length++] = '-';
		}
	}
	while (length > 0 && type[length - 1] == '-') {
		length--;
	}
	type[length] = '\0';
}

/* "a.c:3:5: runtime error: signed integer overflow: 1 + 2 cannot be represented in type 'int'" */
static bool undefined_parse(const char *report, struct verdict *verdict)
{
	static const char mark[] = "runtime error: ";
	const char *at = strstr(report, mark);
	if (!at) {
		return false;
	}
	char type[TYPE_MAX_BYTES];
	type_of(at + strlen(mark), type);
	verdict_begin(verdict, VERDICT_CRASH, "ubsan", type, at + strlen(mark));
	frames_append(next_line(at), FRAMES_MAX, verdict->signature);
	return true;
}

/* glibc: "php: a.c:12: function: Assertion `x' failed." */
static bool assertion_parse(const char *report, struct verdict *verdict)
{
	const char *at = strstr(report, ": Assertion `");
	if (!at) {
		return false;
	}
	const char *line = at;
	while (line > report && line[-1] != '\n') {
		line--;
	}
	const char *function = at;
	while (function > line && function[-1] != ' ') {
		function--;
	}
	char type[TYPE_MAX_BYTES * 2];
	const char *condition = at + strlen(": Assertion `");
	snprintf(type, sizeof type, "%.*s/%.*s", (int)(at - function), function, (int)strcspn(condition, "'\n"),
		condition);
	verdict_begin(verdict, VERDICT_CRASH, "assert", type, line);
	return true;
}

bool sanitizer_parse(const char *report, struct verdict *verdict)
{
	return address_parse(report, verdict) || undefined_parse(report, verdict) || assertion_parse(report, verdict)
		|| leak_parse(report, verdict);
}
