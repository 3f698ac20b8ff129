/* steps.c - how often the coroutines of a plan will run, estimated from its records alone.
 *
 * Two samplers want to know it before the run: PCT, among how many decisions its change points lie, and URW, how many
 * events each coroutine has. An estimate within a small factor does; nothing else depends on it. Who runs is resumed
 * from a wait, so what is counted is waits: a read or a write waits when the other end is slow or the socket's buffer
 * is used up, not at each call. Toxics that end a connection early are not looked at.
 */
#include "plan/internal.h"

/* Peers go in fine steps only so long. */
enum { FINE_STEPS = 256, MAIN_STEPS = 4, TASK_STEPS = 3 };

static uint32_t parts(uint32_t whole, uint32_t part)
{
	return part == 0 ? 1 : (whole + part - 1) / part;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static uint32_t buffer_size(const struct plan *plan)
{
	return plan->buffer ? plan->buffer : PLAN_BUFFER_DEFAULT;
}

static const struct plan_toxic *toxic_find(const struct plan_peer *peer, enum plan_toxic_kind kind)
{
	for (uint8_t i = 0; i < peer->toxic_count; i++) {
		if (peer->toxics[i].kind == kind)
			return &peer->toxics[i];
	}
	return NULL;
}

/* Waits of a peer on the way, whatever its mode. */
static uint32_t pausing(const struct plan_peer *peer)
{
	return (toxic_find(peer, PLAN_TOXIC_LATENCY) != NULL) + (toxic_find(peer, PLAN_TOXIC_STALL) != NULL)
		+ (toxic_find(peer, PLAN_TOXIC_SLOW_CLOSE) != NULL);
}

/* Waits of a peer that serves its payload, and as many of who reads it. */
static uint32_t serving(const struct plan *plan, const struct plan_peer *peer)
{
	const struct plan_toxic *slice = toxic_find(peer, PLAN_TOXIC_SLICE), *drip = toxic_find(peer, PLAN_TOXIC_DRIP);

	if (drip != NULL && drip->a > 0 && slice != NULL)
		return least(parts(peer->size, slice->a), FINE_STEPS);
	return parts(peer->size, buffer_size(plan));
}

/* Waits of a peer that consumes so many bytes. Who writes them waits for the buffer only, however slow the peer is. */
static uint32_t consuming(const struct plan *plan, const struct plan_peer *peer, uint32_t bytes)
{
	const struct plan_toxic *slow = toxic_find(peer, PLAN_TOXIC_SLOW_READ);

	if (slow != NULL && slow->b > 0)
		return least(parts(bytes, slow->a), FINE_STEPS);
	return parts(bytes, buffer_size(plan));
}

/* Waits of the connection at the peer's end. */
static uint32_t peer_waits(const struct plan *plan, const struct plan_op *op)
{
	const struct plan_peer *peer = &plan->peers[op->target];

	return (op->kind == PLAN_OP_DOWNLOAD ? serving(plan, peer) : consuming(plan, peer, op->a)) + pausing(peer);
}

static bool is_transfer(const struct plan_op *op)
{
	return op->kind == PLAN_OP_DOWNLOAD || op->kind == PLAN_OP_UPLOAD;
}

static bool gives(enum plan_op_kind kind, enum plan_op_kind other)
{
	switch (other) {
	case PLAN_OP_SHARE_READ: return kind == PLAN_OP_SHARE_WRITE;
	case PLAN_OP_SHARE_WRITE: return kind == PLAN_OP_SHARE_READ;
	case PLAN_OP_LINK_READ: return kind == PLAN_OP_LINK_WRITE;
	case PLAN_OP_LINK_WRITE: return kind == PLAN_OP_LINK_READ;
	case PLAN_OP_DIAL: return kind == PLAN_OP_ACCEPT_LOOP;
	case PLAN_OP_ACCEPT_LOOP: return kind == PLAN_OP_DIAL;
	default: return kind == PLAN_OP_SEND || kind == PLAN_OP_TRY_SEND;
	}
}

/* Where it is given what the op takes: at the same cell, or at the other end of its link. */
static uint8_t giving_target(const struct plan_op *taker)
{
	return plan_op_info(taker->kind)->target == PLAN_TARGET_LINK ? taker->target ^ 1 : taker->target;
}

/* What others give to an op at its channel or stream, as far as the plan says so: values, bytes, or room for bytes. */
static uint32_t given(const struct plan *plan, const struct plan_op *taker)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		count += gives(op->kind, taker->kind) && op->target == giving_target(taker) ? op->a : 0;
	}
	return count;
}

static uint32_t op_steps(const struct plan *plan, const struct plan_op *op)
{
	switch (op->kind) {
	case PLAN_OP_DOWNLOAD:                  /* both connect first; a reader sees the end, too */
		return serving(plan, &plan->peers[op->target]) + 2;
	case PLAN_OP_UPLOAD:
		return parts(op->a, buffer_size(plan)) + 1;
	case PLAN_OP_SUSPEND:
		return op->a;
	case PLAN_OP_SEND:
		return op->a;
	case PLAN_OP_RECV:
	case PLAN_OP_RECV_ASYNC:
	case PLAN_OP_ITERATE:                   /* one more than there are values waits for ever */
		return least(op->a, given(plan, op) + 1);
	case PLAN_OP_SHARE_WRITE:
	case PLAN_OP_LINK_WRITE:
		return parts(least(op->a, given(plan, op)), buffer_size(plan)) + 1;
	case PLAN_OP_SHARE_READ:
	case PLAN_OP_LINK_READ:
		return least(parts(least(op->a, given(plan, op)), op->b), FINE_STEPS) + 1;
	case PLAN_OP_DIAL:                      /* it waits to be connected, and for its answer */
		return 2 * least(op->a, given(plan, op) + 1);
	case PLAN_OP_ACCEPT_LOOP:               /* for the client, and for what it says */
		return 2 * least(op->a, given(plan, op) + 1);
	case PLAN_OP_CANCEL:
	case PLAN_OP_TRY_SEND:
	case PLAN_OP_CLOSE_CHANNEL:
	case PLAN_OP_COMPLETE:
	case PLAN_OP_FAIL:
	case PLAN_OP_DROP_FUTURE:
	case PLAN_OP_LAUNCH:
	case PLAN_OP_DROP_TASK:
	case PLAN_OP_END_LISTENER:
	case PLAN_OP_SHARE_CLOSE:
	case PLAN_OP_LINK_END:
	case PLAN_OP_UDP_SEND:
	case PLAN_OP_UDP_CLOSE:
	case PLAN_OP_GROW:
	case PLAN_OP_END_SCOPE:
	case PLAN_OP_WATCH:
	case PLAN_OP_PROTECT:
	case PLAN_OP_QUIT:
		return 0;                       /* goes on at once */
	default:
		return 1;
	}
}

static uint32_t actor_steps(const struct plan *plan, uint8_t actor)
{
	uint32_t steps = 1, ops = 0;

	for (uint32_t i = 0; i < plan->op_count; i++) {
		if (plan->ops[i].actor == actor) {
			steps += op_steps(plan, &plan->ops[i]);
			ops++;
		}
	}
	return ops == 0 ? 0 : steps;
}

/* Of all connections of a peer together; *links is their number. */
static uint32_t links_steps(const struct plan *plan, uint8_t peer, uint32_t *links)
{
	uint32_t steps = 0;

	*links = 0;
	for (uint32_t i = 0; i < plan->op_count; i++) {
		if (is_transfer(&plan->ops[i]) && plan->ops[i].target == peer) {
			steps += peer_waits(plan, &plan->ops[i]) + 1;
			++*links;
		}
	}
	return steps;
}

/* An accepting coroutine: its own waits, and those of all the connections that it will spawn. */
static uint32_t peer_steps(const struct plan *plan, uint8_t peer)
{
	uint32_t links, steps = links_steps(plan, peer, &links);
	return 1 + links + steps;
}

/* Nobody knows which op a connection belongs to before it is there. */
static uint32_t link_steps(const struct plan *plan, uint8_t peer)
{
	uint32_t links, steps = links_steps(plan, peer, &links);
	return links == 0 ? 1 : parts(steps, links);
}

/* Of the tasks that ops spawn: nobody knows whose events they are before they are there. */
static uint32_t tasks_steps(const struct plan *plan)
{
	uint32_t steps = 0;

	for (uint32_t i = 0; i < plan->op_count; i++)
		steps += plan->ops[i].kind == PLAN_OP_GROW ? plan->ops[i].a * TASK_STEPS
			: plan->ops[i].kind == PLAN_OP_LAUNCH ? TASK_STEPS : 0;
	return steps;
}

uint32_t plan_steps(const struct plan *plan, uint8_t who)
{
	if (who < PLAN_ACTORS_MAX)
		return actor_steps(plan, who);
	if (who < PLAN_WHO_LINK)
		return who - PLAN_WHO_PEER < plan->peer_count ? peer_steps(plan, who - PLAN_WHO_PEER) : 0;
	if (who < PLAN_WHO_CHILD) {
		uint8_t peer = (uint8_t)((who - PLAN_WHO_LINK) / PLAN_LINKS_MAX);
		return peer < plan->peer_count ? link_steps(plan, peer) : 0;
	}
	if (who != PLAN_WHO_MAIN)
		return 1;
	uint32_t steps = MAIN_STEPS + plan->cancel_count + tasks_steps(plan);
	for (uint8_t other = 0; other < PLAN_WHO_LINK; other++)
		steps += plan_steps(plan, other);
	return steps;
}
