/* scan.c - words of the text form.
 *
 * A line holds words apart by spaces; `#` starts a comment. Every error names its line and column and says what
 * would have been right. Text comes from anywhere, so no byte of it is trusted: only printable ASCII gets into a
 * message, and never more of a word than fits.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "plan/scan.h"

enum { WORD_SHOWN_MAX = 24 };

bool scan_fail(struct scan *scan, const struct scan_word *at, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	scan->error->line = at->line;
	scan->error->column = at->column;
	vsnprintf(scan->error->message, sizeof scan->error->message, format, arguments);
	va_end(arguments);
	return false;
}

static struct scan_word here(const struct scan *scan)
{
	return (struct scan_word){ scan->text + scan->at, 0, scan->line, (uint32_t)(scan->at - scan->line_start) + 1 };
}

bool scan_line_ends(const struct scan *scan)
{
	return scan->at >= scan->size || scan->text[scan->at] == '\n';
}

bool scan_space(struct scan *scan)
{
	for (; !scan_line_ends(scan); scan->at++) {
		unsigned char byte = (unsigned char)scan->text[scan->at];
		bool line_feed_follows = scan->at + 1 == scan->size || scan->text[scan->at + 1] == '\n';
		if (byte == ' ' || byte == '\t' || (byte == '\r' && line_feed_follows))
			continue;
		if (byte == '#') {
			while (!scan_line_ends(scan))
				scan->at++;
			return true;
		}
		if (byte > ' ' && byte < 0x7f)
			return true;
		struct scan_word at = here(scan);
		return scan_fail(scan, &at, "byte 0x%02x cannot be in a plan, expected printable ASCII", byte);
	}
	return true;
}

bool scan_line_next(struct scan *scan)
{
	if (scan->at >= scan->size)
		return false;
	scan->at++;
	scan->line++;
	scan->line_start = scan->at;
	return true;
}

bool scan_word(struct scan *scan, const char *what, struct scan_word *word)
{
	if (!scan_space(scan))
		return false;
	*word = here(scan);
	if (scan_line_ends(scan))
		return scan_fail(scan, word, "the line ends here, expected %s", what);
	while (!scan_line_ends(scan)) {
		char byte = scan->text[scan->at];
		if (byte <= ' ' || byte >= 0x7f || byte == '#' || (byte == ';' && word->length))
			break;
		scan->at++;
		word->length++;
		if (byte == ';')
			break;
	}
	return scan_space(scan);
}

bool scan_word_is(const struct scan_word *word, const char *text)
{
	return strlen(text) == word->length && memcmp(word->text, text, word->length) == 0;
}

int scan_shown(const struct scan_word *word)
{
	return word->length > WORD_SHOWN_MAX ? WORD_SHOWN_MAX : (int)word->length;
}

struct scan_word scan_word_part(const struct scan_word *word, uint32_t from, uint32_t length)
{
	return (struct scan_word){ word->text + from, length, word->line, word->column + from };
}

uint32_t scan_word_find(const struct scan_word *word, char byte)
{
	uint32_t at = 0;
	while (at < word->length && word->text[at] != byte)
		at++;
	return at;
}

bool scan_index(const struct scan_word *word, uint32_t from, uint32_t count, uint8_t *index)
{
	uint32_t value = 0, digits = word->length - from;
	if (word->length <= from || digits > 2 || (digits == 2 && word->text[from] == '0'))
		return false;
	for (uint32_t i = from; i < word->length; i++) {
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
		value = value * 10 + (uint32_t)(word->text[i] - '0');
	}
	*index = (uint8_t)value;
	return value < count;
}

/* Lists the choice's words; a list too long for a message ends in dots. Returns its length. */
static size_t choice_list(const struct scan_choice *choice, char *text, size_t size)
{
	static const char dots[] = ", ...";
	size_t length = 0;
	for (uint32_t i = 0; i < choice->count; i++) {
		const char *word = choice->words[i];
		if (!word)
			continue;
		bool fits = length + strlen(", ") + strlen(word) + sizeof dots <= size;
		length += (size_t)snprintf(text + length, size - length, "%s%s", length && fits ? ", " : "",
			fits ? word : dots);
		if (!fits)
			break;
	}
	return length;
}

bool scan_choose(struct scan *scan, const struct scan_word *word, const struct scan_choice *choice, uint32_t *index)
{
	char expected[160];
	for (*index = 0; *index < choice->count; ++*index)
		if (choice->words[*index] && scan_word_is(word, choice->words[*index]))
			return true;
	if (!choice_list(choice, expected, sizeof expected))
		return scan_fail(scan, word, "unexpected `%.*s`, expected no %s here", scan_shown(word), word->text,
			choice->what);
	return scan_fail(scan, word, "unknown %s `%.*s`, expected %s", choice->what, scan_shown(word), word->text,
		expected);
}

/* The factor of a number's unit, or 0 when the parameter does not take that unit. */
static uint32_t unit_factor(const struct scan_word *unit, bool time)
{
	if (unit->length == 0)
		return 1;
	if (time)
		return scan_word_is(unit, "ms") ? 1 : scan_word_is(unit, "s") ? 1000 : 0;
	return scan_word_is(unit, "KiB") ? 1024 : 0;
}

bool scan_number(struct scan *scan, const struct scan_word *word, const char *name, uint32_t min, uint32_t max,
	uint32_t *value)
{
	size_t name_length = strlen(name);
	bool time = name_length >= 2 && strcmp(name + name_length - 2, "ms") == 0;
	uint64_t number = 0;
	uint32_t at = 0;
	for (; at < word->length && word->text[at] >= '0' && word->text[at] <= '9'; at++)
		if (number <= UINT32_MAX)
			number = number * 10 + (uint64_t)(word->text[at] - '0');
	if (at == 0)
		return scan_fail(scan, word, "`%.*s` is not a number, %s is %u to %u", scan_shown(word), word->text, name,
			min, max);
	struct scan_word unit = scan_word_part(word, at, word->length - at);
	uint32_t factor = unit_factor(&unit, time);
	if (factor == 0)
		return scan_fail(scan, &unit, "unknown unit `%.*s` of %s, expected none%s", scan_shown(&unit), unit.text, name,
			time ? ", ms or s" : " or KiB");
	number *= factor;
	if ((number < min || number > max) && min == max)
		return scan_fail(scan, word, "%s %.*s is unknown, expected %u", name, scan_shown(word), word->text, min);
	if (number < min || number > max)
		return scan_fail(scan, word, "%s %.*s is out of range, expected %u to %u", name, scan_shown(word), word->text,
			min, max);
	*value = (uint32_t)number;
	return true;
}
