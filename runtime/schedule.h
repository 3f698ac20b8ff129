/* schedule.h - which of the ready coroutines runs next, when nobody else decides. Part of rt.h.
 *
 * A schedule is a sampler with its state; whoever keeps a queue of coroutines gives each of them a struct
 * rt_schedule_task, and tells the schedule of four things: a coroutine was created, entered the queue, was taken out of
 * it to run, has yielded. Nothing is allocated, and there is no PHP in it: tests and searches use it alone.
 *
 * plan/samplers.def lists the samplers; docs/SCHEDULES.md says what each is good for. fifo and random are TrueAsync's
 * own, bit for bit. The others are extras of the stand-in: TrueAsync takes their names for fifo, so nothing that is to
 * run there may depend on them.
 */
#ifndef RUNTIME_SCHEDULE_H
#define RUNTIME_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum rt_schedule_kind {
#define PLAN_SAMPLER(ID, ...) RT_SCHEDULE_##ID,
#include "plan/samplers.def"
#undef PLAN_SAMPLER
	RT_SCHEDULE_COUNT
};

#define RT_SCHEDULE_DEPTH_MAX 8
#define RT_SCHEDULE_WEIGHTS_MAX 32
/* Steps of a program of which nothing is known: chaos tests make about that many decisions. */
#define RT_SCHEDULE_STEPS 64

/* What the schedule keeps of one coroutine; the coroutine carries it. */
struct rt_schedule_task {
	uint64_t priority;          /* PCT, POS: the ready one with the highest runs */
	uint64_t resource;          /* POS: what its next event touches; 0 = nothing that another one could touch */
	uint32_t number;            /* from 1, in order of creation */
	uint32_t draws;             /* POS: priorities drawn so far */
	uint32_t weight;            /* URW: events it has left, those of coroutines it will create included; at least 1 */
	bool changes;               /* POS: its next event changes the resource */
};

struct rt_schedule {
	uint8_t kind;               /* enum rt_schedule_kind */
	uint8_t depth;              /* PCT: 1 + number of change points */
	uint8_t weight_count;       /* URW */
	uint64_t state;
	uint64_t floor;             /* PCT: priority of whoever yielded last; falls */
	uint32_t step;              /* PCT: decisions so far */
	uint32_t changes[RT_SCHEDULE_DEPTH_MAX - 1]; /* PCT: steps at which the strongest candidate is demoted; they may repeat */
	uint32_t weights[RT_SCHEDULE_WEIGHTS_MAX];   /* URW: of the first coroutines, in order of creation; others: 1 */
};

/* The queue, as the schedule sees it: task(context, i) is of its i-th coroutine, 0 = head. */
struct rt_schedule_queue {
	uint32_t count;
	struct rt_schedule_task *(*task)(void *context, uint32_t i);
	void *context;
};

/* The state is the caller's. Of kind PCT it has depth 1, of kind URW no weights. */
void rt_schedule_init(struct rt_schedule *schedule, enum rt_schedule_kind kind, uint64_t seed);
/* PCT, whose depth-1 change points are among the first `steps` decisions; depth is clamped to 1..RT_SCHEDULE_DEPTH_MAX,
 * and 0 steps are 1. */
void rt_schedule_init_pct(struct rt_schedule *schedule, uint64_t seed, uint64_t depth, uint32_t steps);
/* What TRUE_ASYNC_SCHED and TRUE_ASYNC_FUZZ_SEED say now. */
void rt_schedule_read_environment(struct rt_schedule *schedule);

/* The next number of the schedule's generator, SplitMix64 over a scrambled seed. */
uint64_t rt_schedule_draw(struct rt_schedule *schedule);
/* TrueAsync's own rule for n candidates, under FIFO and RANDOM; 0 under all others. */
uint32_t rt_schedule_pick(struct rt_schedule *schedule, uint32_t n);

/* The number-th coroutine (from 1) was created; whatever the task held is lost. `parent` created it, or NULL. */
void rt_schedule_created(const struct rt_schedule *schedule, struct rt_schedule_task *task, uint32_t number,
	struct rt_schedule_task *parent);
/* URW: says a weight that the schedule does not know. Right after rt_schedule_created, with the same parent, whose own
 * weight has stood for the new one until now. */
void rt_schedule_weigh(struct rt_schedule_task *task, uint32_t weight, struct rt_schedule_task *parent);
/* It enters the queue, and when it runs it will touch the resource (see struct rt_schedule_task). */
void rt_schedule_queued(const struct rt_schedule *schedule, struct rt_schedule_task *task, uint64_t resource,
	bool changes);
/* Index of the one to run. One candidate, or none, is no decision: 0, nothing is drawn, no step counted. */
uint32_t rt_schedule_sample(struct rt_schedule *schedule, const struct rt_schedule_queue *queue);
/* It was taken out of the queue, whose others are `left`, and runs, whether it had been sampled or not. */
void rt_schedule_ran(const struct rt_schedule *schedule, struct rt_schedule_task *task,
	const struct rt_schedule_queue *left);
/* It parks, but only to let others run. */
void rt_schedule_yielded(struct rt_schedule *schedule, struct rt_schedule_task *task);

#endif
