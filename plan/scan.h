/* scan.h - the words of the text form, and errors that know where they are. Private to the parser. */
#ifndef PLAN_SCAN_H
#define PLAN_SCAN_H

#include "plan/plan.h"

struct scan_word {
	const char *text;
	uint32_t length;
	uint32_t line, column;      /* from 1; columns count bytes */
};

struct scan {
	const char *text;
	size_t size, at;
	size_t line_start;
	uint32_t line;
	struct plan_error *error;
};

/* Words that are expected somewhere; words[i] may be NULL: not expected here. */
enum { SCAN_WORDS_MAX = 64 };
struct scan_choice { const char *what; const char *words[SCAN_WORDS_MAX]; uint32_t count; };

/* Fills *error; always false, so that it can be returned. */
bool scan_fail(struct scan *scan, const struct scan_word *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Steps over spaces and comments. False only at a byte that cannot be in a plan (error filled). */
bool scan_space(struct scan *scan);

/* After scan_space: at the end of the line or of the text. */
bool scan_line_ends(const struct scan *scan);

/* Goes to the next line; false at the end of the text. */
bool scan_line_next(struct scan *scan);

/* Takes the next word of this line and the space behind it; `what` is what an error says is missing. A `;` is a word
 * of its own. */
bool scan_word(struct scan *scan, const char *what, struct scan_word *word);

bool scan_word_is(const struct scan_word *word, const char *text);

/* How many bytes of a word an error shows. */
int scan_shown(const struct scan_word *word);

/* A part of a word, from offset `from`, `length` bytes long. */
struct scan_word scan_word_part(const struct scan_word *word, uint32_t from, uint32_t length);

/* Offset of the first `byte` in the word, or its length. */
uint32_t scan_word_find(const struct scan_word *word, char byte);

/* The word's digits from offset `from` on, as a number below `count` without leading zeros. */
bool scan_index(const struct scan_word *word, uint32_t from, uint32_t count, uint8_t *index);

/* The index of the word among the choice's words. */
bool scan_choose(struct scan *scan, const struct scan_word *word, const struct scan_choice *choice, uint32_t *index);

/* A number of the range. `name` is the parameter's: one that ends in ms takes the units ms and s, others KiB. */
bool scan_number(struct scan *scan, const struct scan_word *word, const char *name, uint32_t min, uint32_t max,
	uint32_t *value);

#endif
