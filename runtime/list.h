/* list.h - an intrusive, circular, doubly linked list. A head is a node that links to itself when the list is
 * empty; order is order of insertion, so that nothing in the runtime depends on addresses.
 */
#ifndef RUNTIME_LIST_H
#define RUNTIME_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct rt__list {
	struct rt__list *next;
	struct rt__list *prev;
};

void rt__list_init(struct rt__list *node);
bool rt__list_is_empty(const struct rt__list *head);
void rt__list_append(struct rt__list *head, struct rt__list *node);

/* Leaves the node linked to itself, so that removing it twice is harmless. */
void rt__list_remove(struct rt__list *node);

#define RT__LIST_ENTRY(node, type, member) ((type *) ((char *) (node) - offsetof(type, member)))

/* The body must not remove any node but the visited one. */
#define RT__LIST_EACH(node, head) \
	for (struct rt__list *node = (head)->next, *node##_next = node->next; node != (head); \
		 node = node##_next, node##_next = node->next)

#endif
