/* list.c - the intrusive list of the runtime. It knows nothing of what it links. */
#include "runtime/list.h"

void rt__list_init(struct rt__list *node)
{
	node->next = node;
	node->prev = node;
}

bool rt__list_is_empty(const struct rt__list *head)
{
	return head->next == head;
}

void rt__list_append(struct rt__list *head, struct rt__list *node)
{
	node->next = head;
	node->prev = head->prev;
	head->prev->next = node;
	head->prev = node;
}

void rt__list_remove(struct rt__list *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	rt__list_init(node);
}
