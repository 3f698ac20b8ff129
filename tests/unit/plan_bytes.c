/* plan_bytes.c - the byte form: what single records decode to, the limits, and the laws of plan.h on thousands of
 * random byte strings.
 */
#include "plan/generate.h"
#include "plan/plan.h"
#include "plan/prng.h"
#include "tests/test.h"

enum { RECORDS_MAX = 300, RUN = PLAN_SAMPLER_COUNT };   /* RUN: kind of a deviation at the ready queue */

struct input { uint8_t data[PLAN_INPUT_MAX + 64]; size_t size; };

static void input_begin(struct input *input)
{
	memset(input, 0, sizeof *input);
	input->size = PLAN_HEADER_SIZE;
}

static void record_add(struct input *input, uint8_t track, uint8_t kind, uint8_t who, uint8_t target, uint16_t a,
	uint16_t b)
{
	const uint8_t record[PLAN_RECORD_SIZE] = { track, kind, who, target, a & 0xff, a >> 8, b & 0xff, b >> 8 };
	memcpy(input->data + input->size, record, sizeof record);
	input->size += sizeof record;
}

static void decodes_to(const struct input *input, const char *expected)
{
	static char text[PLAN_TEXT_MAX];
	struct plan plan;
	plan_decode(input->data, input->size, &plan);
	ASSERT_EQ_STR(plan_check(&plan), NULL);
	plan_print(&plan, text);
	ASSERT_EQ_STR(text, expected);
}

static void header_decodes(void)
{
	static const struct { uint16_t raw; uint32_t buffer; } cases[] = {
		{ 0, 0 }, { 1, 2304 }, { 2303, 2304 }, { 2304, 2304 }, { 2305, 2305 }, { 65535, 65535 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint8_t data[PLAN_HEADER_SIZE] = { 77, (uint8_t)(0xfe | i), cases[i].raw & 0xff, cases[i].raw >> 8, 9, 9, 9,
			9 };
		struct plan plan;
		for (size_t size = 4; size <= sizeof data; size++) {
			plan_decode(data, size, &plan);
			ASSERT_EQ_UINT(plan.buffer, cases[i].buffer);
			ASSERT_EQ_UINT(plan.strict, i & 1);
		}
		uint8_t out[PLAN_HEADER_SIZE];
		ASSERT_EQ_UINT(plan_encode(&plan, out, sizeof out), PLAN_HEADER_SIZE);
		ASSERT_EQ_UINT(out[0], PLAN_VERSION);
		ASSERT_EQ_UINT(out[1], i & 1);
		ASSERT_EQ_UINT(out[4] | out[5] | out[6] | out[7], 0);
		ASSERT_EQ_UINT(out[2] | out[3] << 8, cases[i].buffer);
		ASSERT_EQ_UINT(plan_encode(&plan, out, sizeof out - 1), 0);
	}
	struct plan plan;
	plan_decode((const uint8_t[]){ 1, 0, 0, 0, 'F' }, 5, &plan);
	ASSERT_TRUE(plan.forked);
	uint8_t forked[PLAN_HEADER_SIZE];
	ASSERT_EQ_UINT(plan_encode(&plan, forked, sizeof forked), PLAN_HEADER_SIZE);
	ASSERT_EQ_UINT(forked[4], 'F');
	plan_decode((const uint8_t[]){ 1, 0, 0, 0, 'F' | 1 }, 5, &plan);
	ASSERT_TRUE(!plan.forked);
	plan_decode(NULL, 0, &plan);
	ASSERT_EQ_STR(plan_check(&plan), NULL);
	ASSERT_EQ_UINT(plan_record_count(&plan), 0);
	const uint8_t cut[3] = { 0, 0, 0xff };      /* a short header is filled with zeros */
	plan_decode(cut, sizeof cut, &plan);
	ASSERT_EQ_UINT(plan.buffer, PLAN_BUFFER_MIN);
}

static void fields_are_taken_modulo(void)
{
	struct input input;
	input_begin(&input);
	record_add(&input, 0, 3, 0, 0, 16, 9);                        /* suspend: 1 + 16 % 16 */
	record_add(&input, 5, 3 + PLAN_OP_COUNT, 16 + 1, 99, 15, 0);  /* the same track, kind and range again */
	record_add(&input, 0, 2, 1, 0, 30001, 0);
	decodes_to(&input, "plan 1\nco C0 suspend times=1\nco C1 suspend times=16; delay ms=0\n");
}

static void order_of_tracks_does_not_matter(void)
{
	struct input input;
	input_begin(&input);
	record_add(&input, 3, 0, 0, 0, 2, 0);
	record_add(&input, 2, RUN, 0, PLAN_WHO_PEER, 254, 0);
	record_add(&input, 0, 0, 0, 5, 8191, 0);                      /* download from serve peer 5 % 2 */
	record_add(&input, 1, 5, 3, 0, 7, 0);                         /* rst on peer 3 % 3 */
	record_add(&input, 1, 0, 9, 9, 1, 0);
	record_add(&input, 1, 1, 0, 0, 0, 0);
	record_add(&input, 1, 0, 0, 0, 2, 0);
	decodes_to(&input, "plan 1\nat C0 @suspend=255 run P0\npeer P0 serve bytes=1 rst=7\npeer P1 consume bytes=1\n"
		"peer P2 serve bytes=2\nco C0 download P2 chunk=8192\ncancel C0 @suspend=3 cause=cancel\n");
}

static void what_cannot_be_is_dropped(void)
{
	struct input input;
	input_begin(&input);
	record_add(&input, 0, 0, 0, 0, 0, 0);                         /* no serve peer */
	record_add(&input, 0, 4, 1, 2, 0, 0);                         /* C1 cancels C2, which falls, so C1 falls too */
	record_add(&input, 0, 4, 2, 3, 0, 0);
	record_add(&input, 0, 4, 4, 4, 0, 0);                         /* C4 cancels itself */
	record_add(&input, 2, RUN, 4, 1, 0, 0);                       /* C1 has no op */
	record_add(&input, 2, RUN, 4, PLAN_WHO_PEER, 0, 0);
	record_add(&input, 2, RUN, PLAN_WHO_LINK, 4, 0, 0);
	record_add(&input, 2, RUN, PLAN_WHO_CHILD, 4, 0, 0);          /* a child of C0, which has no op */
	record_add(&input, 2, RUN, PLAN_WHO_KILLER + 2, 4, 0, 0);     /* there are two cancellations */
	record_add(&input, 2, RUN, 4, PLAN_WHO_MAIN, 0, 0);
	record_add(&input, 2, RUN, 4, PLAN_WHO_MAIN, PLAN_ANCHOR_MAX, 0);       /* the same event again */
	record_add(&input, 2, RUN + PLAN_SITE_POLL, 4, 0, 0, 0);      /* the same event, another site */
	record_add(&input, 2, RUN + PLAN_SITE_POLL, 4, 5, 0, 0);      /* and again */
	record_add(&input, 2, RUN + PLAN_SITE_POLL, 4, 5, 0, 0x100);  /* but the decision after it */
	record_add(&input, 3, 0, 1, 0, 0, 0);                         /* C1 has no op */
	record_add(&input, 3, 0, 4, 0, 0, 0);
	record_add(&input, 3, 0, 4, 0, PLAN_ANCHOR_MAX, 0);           /* the same again */
	record_add(&input, 3, 0, 4, 1, 0, 0);                         /* another phase */
	record_add(&input, 3, 0, 4, 0, 0, PLAN_WAIT_END);             /* what has ended cannot be cancelled */
	record_add(&input, 4, PLAN_FAULT_SHORT, 0, 0, 0, 7);
	record_add(&input, 4, PLAN_FAULT_EAGAIN, 0, 0, PLAN_CALL_MAX, 0);   /* the same call again */
	record_add(&input, 4, PLAN_FAULT_EAGAIN, 5, 0, 0, 0);         /* but of C4 */
	record_add(&input, 4, PLAN_FAULT_EAGAIN, 2, 0, 0, 0);         /* C1 has no op */
	decodes_to(&input, "plan 1\nat C4 @suspend=1 run main\nat C4 @suspend=1 poll 1\nat C4 @suspend=1 poll 6 skip=1\n"
		"co C4 cancel C4\ncancel C4 @suspend=1 cause=cancel\ncancel C4 @suspend=1 cause=cancel when=woken\n"
		"fault recv @1 short=8\nfault C4 recv @1 eagain=1\n");

	input_begin(&input);
	record_add(&input, 1, 2, 0, 0, 0, 0);                         /* no peer at all */
	decodes_to(&input, "plan 1\n");
	record_add(&input, 1, 1, 0, 0, 0, 0);                         /* slice does not apply to consume */
	decodes_to(&input, "plan 1\npeer P0 consume bytes=1\n");
	record_add(&input, 1, 5, 0, 0, 3, 0);
	record_add(&input, 1, 4, 0, 0, 2, 0);
	record_add(&input, 1, 5, 0, 0, 9, 0);                         /* rst again */
	decodes_to(&input, "plan 1\npeer P0 consume bytes=1 fin=2 rst=3\n");
}

static void first_sampler_wins(void)
{
	struct input input;
	input_begin(&input);
	record_add(&input, 2, PLAN_SAMPLER_RANDOM, 0, 0, 0x5678, 0x1234);
	record_add(&input, 2, PLAN_SAMPLER_FIFO, 0, 0, 1, 1);
	decodes_to(&input, "plan 1\nsched random seed=305419896\n");
	input_begin(&input);
	record_add(&input, 2, PLAN_SAMPLER_FIFO, 0, 0, 1, 1);
	record_add(&input, 2, PLAN_SAMPLER_RANDOM, 0, 0, 1, 0);
	decodes_to(&input, "plan 1\n");
}

/* What lies behind a limit is not looked at. */
static void limits_hold(void)
{
	struct input input;
	struct plan plan;
	input_begin(&input);
	for (uint32_t i = 0; i < PLAN_OPS_MAX; i++)
		record_add(&input, 0, 3, 0, 0, 0, 0);
	record_add(&input, 0, 3, 1, 0, 0, 0);
	for (uint32_t i = 0; i < PLAN_PEERS_MAX; i++)
		record_add(&input, 1, 0, 0, 0, 0, 0);
	record_add(&input, 1, 1, 0, 0, 0, 0);
	for (uint32_t i = 0; i < PLAN_TOXICS_MAX; i++)
		record_add(&input, 1, 2, 0, 0, 0, 0);
	record_add(&input, 1, 3, 0, 0, 0, 0);
	for (uint16_t i = 0; i <= PLAN_SCHED_MAX; i++)
		record_add(&input, 2, RUN, 0, PLAN_WHO_MAIN, i, 0);
	for (uint16_t i = 0; i <= PLAN_CANCELS_MAX; i++)
		record_add(&input, 3, 0, 0, 0, i, 0);
	for (uint16_t i = 0; i <= PLAN_FAULTS_MAX; i++)
		record_add(&input, 4, 0, 0, 0, i, 0);
	plan_decode(input.data, input.size, &plan);
	ASSERT_EQ_STR(plan_check(&plan), NULL);
	ASSERT_EQ_UINT(plan.op_count, PLAN_OPS_MAX);
	ASSERT_EQ_UINT(plan_actors(&plan), 1);
	ASSERT_EQ_UINT(plan.peer_count, PLAN_PEERS_MAX);
	ASSERT_EQ_UINT(plan.peers[0].toxic_count, 1);
	ASSERT_EQ_UINT(plan.deviation_count, PLAN_SCHED_MAX);
	ASSERT_EQ_UINT(plan.cancel_count, PLAN_CANCELS_MAX);
	ASSERT_EQ_UINT(plan.fault_count, PLAN_FAULTS_MAX);

	input_begin(&input);
	for (uint32_t i = 0; i < PLAN_RECORDS_MAX - 1; i++)
		record_add(&input, 4, 0, 0, 0, 0, 0);
	record_add(&input, 0, 3, 0, 0, 0, 0);
	record_add(&input, 0, 3, 0, 0, 0, 0);
	plan_decode(input.data, input.size, &plan);
	ASSERT_EQ_UINT(plan.op_count, 1);
	plan_decode(input.data, PLAN_HEADER_SIZE + PLAN_RECORDS_MAX * PLAN_RECORD_SIZE - 1, &plan);
	ASSERT_EQ_UINT(plan.op_count, 0);
	memset(input.data, 0xff, sizeof input.data);
	plan_decode(input.data, sizeof input.data, &plan);
	ASSERT_EQ_STR(plan_check(&plan), NULL);
}

static void check_names_each_broken_rule(void)
{
	static const char text[] = "plan 1\nsched pct seed=1\nat C0 @1 run P0\nat C1 @1 run P0\nat C0 @end timer 1\n"
		"peer P0 serve slice=1 rst=1\npeer P1 consume\nco C0 delay; download P0\nco C1 cancel C0\n"
		"cancel C0 @1 cause=cancel\ncancel C0 @2 cause=cancel\nfault recv @1 short=1\nfault recv @2 econnreset\n";
	struct plan legal, plan;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &legal, &error));
#define BROKEN(edit, sentence) do { plan = legal; edit; ASSERT_EQ_STR(plan_check(&plan), sentence); } while (0)
	BROKEN(plan.peer_count = PLAN_PEERS_MAX + 1, "there are more than PLAN_PEERS_MAX peers");
	BROKEN(plan.op_count = PLAN_OPS_MAX + 1, "there are more than PLAN_OPS_MAX ops");
	BROKEN(plan.deviation_count = PLAN_SCHED_MAX + 1, "there are more than PLAN_SCHED_MAX deviations");
	BROKEN(plan.cancel_count = PLAN_CANCELS_MAX + 1, "there are more than PLAN_CANCELS_MAX cancels");
	BROKEN(plan.buffer = PLAN_BUFFER_MIN - 1, "the buffer is out of range");
	BROKEN(plan.buffer = PLAN_BUFFER_MAX + 1, "the buffer is out of range");
	BROKEN(plan.sampler.kind = PLAN_SAMPLER_COUNT, "the sampler does not exist");
	BROKEN(plan.sampler.kind = PLAN_SAMPLER_FIFO, "fifo has a seed");
	BROKEN(plan.peers[0].mode = PLAN_TOXIC_RST, "a peer's mode is not a mode");
	BROKEN(plan.peers[0].mode = PLAN_TOXIC_COUNT, "a peer's mode is not a mode");
	BROKEN(plan.peers[1].size = 0, "a peer's size is out of range");
	BROKEN(plan.peers[0].toxic_count = PLAN_TOXIC_COUNT + 1, "a peer has more toxics than there are kinds");
	BROKEN(plan.peers[0].toxics[0].kind = PLAN_TOXIC_SERVE, "a toxic's kind is not a toxic");
	BROKEN(plan.peers[0].toxics[0].kind = PLAN_TOXIC_SLOW_READ, "a toxic does not apply to its peer's mode");
	BROKEN(plan.peers[0].toxics[0].a = 0, "a toxic's parameter is out of range");
	BROKEN(plan.peers[0].toxics[0].b = 1, "a toxic's parameter is out of range");
	BROKEN(plan.peers[0].toxics[1].kind = PLAN_TOXIC_SLICE,
		"a peer's toxics are not in order of their kinds, each once");
	BROKEN(plan.ops[0].kind = PLAN_OP_COUNT, "an op's kind does not exist");
	BROKEN(plan.ops[2].actor = PLAN_ACTORS_MAX, "an op's actor does not exist");
	BROKEN(plan.ops[0].a = 30001, "an op's parameter is out of range");
	BROKEN(plan.ops[0].target = 1, "an op without target names one");
	BROKEN(plan.ops[1].target = 1, "an op targets a peer that does not exist or is of the wrong mode");
	BROKEN(plan.ops[1].target = 2, "an op targets a peer that does not exist or is of the wrong mode");
	BROKEN(plan.ops[2].target = 2, "an op targets an actor that has no op");
	BROKEN(plan.ops[2].target = 200, "an op targets an actor that has no op");
	BROKEN(plan.ops[0].actor = 1, "the ops are not in order of their actors");
	BROKEN(plan.sampler.depth = 0, "the sampler's depth is out of range");
	BROKEN(plan.sampler.depth = PLAN_DEPTH_MAX + 1, "the sampler's depth is out of range");
	BROKEN(plan.sampler.kind = PLAN_SAMPLER_RANDOM, "the sampler's depth is out of range");
	BROKEN(plan.deviations[0].anchor.nth = 0, "an anchor's number is out of range");
	BROKEN(plan.deviations[0].anchor.nth = PLAN_ANCHOR_MAX + 1, "an anchor's number is out of range");
	BROKEN(plan.deviations[0].anchor.wait = PLAN_WAIT_END + 1, "an anchor's event does not exist");
	BROKEN(plan.deviations[2].anchor.nth = 2, "a coroutine ends more than once");
	BROKEN(plan.deviations[0].site = PLAN_SITE_COUNT, "a deviation's site does not exist");
	BROKEN(plan.deviations[0].skip = 1, "a deviation skips decisions where there is one only");
	BROKEN(plan.deviations[2].choice = 0, "a deviation chooses the default");
	BROKEN(plan.deviations[0].choice = 2, "a deviation names a coroutine that does not exist");
	BROKEN(plan.deviations[0].who = PLAN_WHO_COUNT, "a deviation names a coroutine that does not exist");
	BROKEN(plan.deviations[0].who = PLAN_WHO_PEER + 2, "a deviation names a coroutine that does not exist");
	BROKEN(plan.deviations[1].who = 0, "two deviations share their event");
	BROKEN(plan.cancels[0].anchor.nth = 0, "an anchor's number is out of range");
	BROKEN(plan.cancels[0].anchor.wait = PLAN_WAIT_END, "a cancel is anchored to an end");
	BROKEN(plan.cancels[0].phase = PLAN_PHASE_COUNT, "a cancel's phase does not exist");
	BROKEN(plan.cancels[0].cause = PLAN_CAUSE_COUNT, "a cancel's cause does not exist");
	BROKEN(plan.cancels[0].victim = 2, "a cancel's victim has no op");
	BROKEN(plan.cancels[1].anchor.nth = 1, "a cancel is there twice");
	BROKEN(plan.fault_count = PLAN_FAULTS_MAX + 1, "there are more than PLAN_FAULTS_MAX faults");
	BROKEN(plan.faults[0].kind = PLAN_FAULT_COUNT, "a fault's kind does not exist");
	BROKEN(plan.faults[0].call = PLAN_CALL_COUNT, "a fault does not apply to its call");
	BROKEN(plan.faults[0].call = PLAN_CALL_POLL, "a fault does not apply to its call");
	BROKEN(plan.faults[0].who = 2, "a fault names a coroutine that does not exist");
	BROKEN(plan.faults[0].nth = 0, "the number of a fault's call is out of range");
	BROKEN(plan.faults[0].nth = PLAN_CALL_MAX + 1, "the number of a fault's call is out of range");
	BROKEN(plan.faults[0].value = 0, "a fault's value is out of range");
	BROKEN(plan.faults[1].nth = 1, "two faults share their call");
#undef BROKEN
}

static void equal_sees_each_field(void)
{
	static const char text[] = "plan 1\nsched random seed=1\nat C0 @1 run P0\n"
		"peer P0 consume never_read=1 slow_read=1\nco C0 upload P0\nco C1 delay\ncancel C0 @1 cause=cancel\n"
		"fault recv @1 short=1\n";
	struct plan plan, other;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &plan, &error));
	ASSERT_TRUE(plan_equal(&plan, &plan));
#define DIFFERS(field) \
	do { \
		other = plan; \
		other.field++; \
		test_case = #field; \
		ASSERT_TRUE(!plan_equal(&plan, &other)); \
	} while (0)
	DIFFERS(buffer); DIFFERS(peer_count); DIFFERS(op_count); DIFFERS(deviation_count); DIFFERS(cancel_count);
	DIFFERS(fault_count); DIFFERS(sampler.kind); DIFFERS(sampler.seed); DIFFERS(sampler.depth);
	DIFFERS(peers[0].mode); DIFFERS(peers[0].size); DIFFERS(peers[0].toxic_count);
	DIFFERS(peers[0].toxics[1].kind); DIFFERS(peers[0].toxics[1].a); DIFFERS(peers[0].toxics[1].b);
	DIFFERS(ops[1].kind); DIFFERS(ops[1].actor); DIFFERS(ops[1].target); DIFFERS(ops[1].a); DIFFERS(ops[1].b);
	DIFFERS(deviations[0].who); DIFFERS(deviations[0].anchor.wait); DIFFERS(deviations[0].anchor.nth);
	DIFFERS(deviations[0].site); DIFFERS(deviations[0].choice); DIFFERS(deviations[0].skip);
	DIFFERS(cancels[0].victim); DIFFERS(cancels[0].anchor.wait); DIFFERS(cancels[0].anchor.nth);
	DIFFERS(cancels[0].cause); DIFFERS(cancels[0].phase);
	DIFFERS(faults[0].kind); DIFFERS(faults[0].call); DIFFERS(faults[0].who); DIFFERS(faults[0].nth);
	DIFFERS(faults[0].value);
#undef DIFFERS
	other = plan;
	other.strict = true;
	ASSERT_TRUE(!plan_equal(&plan, &other));
	other = plan;
	other.forked = true;
	ASSERT_TRUE(!plan_equal(&plan, &other));
}

/* Half the inputs are noise; the others have small fields, so that records refer to each other. */
static void input_random(struct prng *prng, struct input *input)
{
	bool noise = prng_below(prng, 2);
	uint32_t records = prng_below(prng, prng_below(prng, 8) ? 40 : RECORDS_MAX);
	input->size = PLAN_HEADER_SIZE + records * PLAN_RECORD_SIZE + prng_below(prng, PLAN_RECORD_SIZE);
	for (size_t i = 0; i < input->size; i++) {
		bool high = i % 8 == 5 || i % 8 == 7;
		input->data[i] = (uint8_t)prng_below(prng, noise ? 256 : i % 8 == 0 ? 5 : i % 8 == 1 ? 45 : high ? 2 : 6);
	}
	if (!prng_below(prng, 16))
		input->size = prng_below(prng, 2 * PLAN_HEADER_SIZE);
}

static void laws_hold_for(const struct plan *plan)
{
	static char text[PLAN_TEXT_MAX], text_again[PLAN_TEXT_MAX];
	static uint8_t data[PLAN_INPUT_MAX], data_again[PLAN_INPUT_MAX];
	struct plan again;
	struct plan_error error;
	ASSERT_EQ_STR(plan_check(plan), NULL);
	size_t size = plan_encode(plan, data, sizeof data);
	ASSERT_EQ_UINT(size, PLAN_HEADER_SIZE + plan_record_count(plan) * PLAN_RECORD_SIZE);
	ASSERT_EQ_UINT(plan_encode(plan, data_again, size - 1), 0);
	plan_decode(data, size, &again);
	ASSERT_TRUE(plan_equal(plan, &again));
	ASSERT_EQ_UINT(plan_encode(&again, data_again, size), size);
	ASSERT_TRUE(memcmp(data, data_again, size) == 0);
	size_t length = plan_print(plan, text);
	ASSERT_TRUE(plan_parse(text, length, &again, &error));
	ASSERT_EQ_STR(error.message, "");
	ASSERT_TRUE(plan_equal(plan, &again));
	plan_print(&again, text_again);
	ASSERT_EQ_STR(text, text_again);
}

static void laws_hold_for_random_bytes(void)
{
	static struct input input;
	struct prng prng;
	prng_init(&prng, 1, 0);
	for (uint32_t i = 0; i < 8000; i++) {
		struct plan plan;
		input_random(&prng, &input);
		plan_decode(input.data, input.size, &plan);
		laws_hold_for(&plan);
	}
}

/* Generated plans are legal, keep the laws, and most of them use each track. */
static void laws_hold_for_generated_plans(void)
{
	enum { PLANS = 2000 };
	uint32_t ops = 0, toxics = 0, sched = 0, cancels = 0, faults = 0;
	for (uint32_t i = 0; i < PLANS; i++) {
		struct prng prng, again;
		struct plan plan, other;
		prng_init(&prng, 3, i);
		prng_init(&again, 3, i);
		plan_generate(&prng, &plan);
		plan_generate(&again, &other);
		ASSERT_TRUE(plan_equal(&plan, &other));
		laws_hold_for(&plan);
		ops += plan.op_count > 0;
		sched += plan.sampler.kind != PLAN_SAMPLER_FIFO || plan.deviation_count > 0;
		cancels += plan.cancel_count > 0;
		faults += plan.fault_count > 0;
		for (uint32_t peer = 0; peer < plan.peer_count; peer++)
			if (plan.peers[peer].toxic_count > 0) {
				toxics++;
				break;
			}
	}
	ASSERT_LT_INT(PLANS / 2, ops);
	ASSERT_LT_INT(PLANS / 2, toxics);
	ASSERT_LT_INT(PLANS / 2, sched);
	ASSERT_LT_INT(PLANS / 2, cancels);
	ASSERT_LT_INT(PLANS / 2, faults);
}

static uint32_t toxics_count(const struct plan *plan)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < plan->peer_count; i++)
		count += plan->peers[i].toxic_count;
	return count;
}

/* Is each element of `few` one of `many`? For ops up to the peer they name, which a deleted peer shifts. */
static bool ops_within(const struct plan *few, const struct plan *many)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < few->op_count; i++, at++) {
		const struct plan_op *op = &few->ops[i];
		while (at < many->op_count && (many->ops[at].kind != op->kind || many->ops[at].actor != op->actor
				|| many->ops[at].a != op->a || many->ops[at].b != op->b))
			at++;
		if (at == many->op_count)
			return false;
	}
	return true;
}

static void shrinks(const struct plan *plan, const uint8_t *data, size_t size, bool peers_stay)
{
	struct plan fewer;
	plan_decode(data, size, &fewer);
	ASSERT_EQ_STR(plan_check(&fewer), NULL);
	ASSERT_TRUE(ops_within(&fewer, plan));
	ASSERT_LE_INT(fewer.peer_count, plan->peer_count);
	ASSERT_LE_INT(fewer.deviation_count, plan->deviation_count);
	ASSERT_LE_INT(fewer.cancel_count, plan->cancel_count);
	ASSERT_LE_INT(fewer.fault_count, plan->fault_count);
	ASSERT_TRUE(fewer.sampler.kind == PLAN_SAMPLER_FIFO || fewer.sampler.kind == plan->sampler.kind);
	if (peers_stay)
		ASSERT_LE_INT(toxics_count(&fewer), toxics_count(plan));
}

static void deleting_only_removes(void)
{
	static struct input input, shorter;
	struct prng prng;
	prng_init(&prng, 2, 0);
	for (uint32_t i = 0; i < 600; i++) {
		struct plan plan;
		input_random(&prng, &input);
		plan_decode(input.data, input.size, &plan);
		input.size = plan_encode(&plan, input.data, sizeof input.data);
		for (size_t at = PLAN_HEADER_SIZE; at < input.size; at += PLAN_RECORD_SIZE) {
			bool mode = input.data[at] == PLAN_TRACK_TOXICS
				&& plan_toxic_info(input.data[at + 1])->modes == PLAN_MODES_MODE;
			memcpy(shorter.data, input.data, at);
			memcpy(shorter.data + at, input.data + at + PLAN_RECORD_SIZE, input.size - at - PLAN_RECORD_SIZE);
			shrinks(&plan, shorter.data, input.size - PLAN_RECORD_SIZE, !mode);
			struct plan fewer;
			plan_decode(shorter.data, input.size - PLAN_RECORD_SIZE, &fewer);
			ASSERT_LT_INT(plan_record_count(&fewer), plan_record_count(&plan));
			shrinks(&plan, input.data, at + prng_below(&prng, PLAN_RECORD_SIZE), !mode);
		}
	}
}

int main(void)
{
	TEST(header_decodes);
	TEST(fields_are_taken_modulo);
	TEST(order_of_tracks_does_not_matter);
	TEST(what_cannot_be_is_dropped);
	TEST(first_sampler_wins);
	TEST(limits_hold);
	TEST(check_names_each_broken_rule);
	TEST(equal_sees_each_field);
	TEST(laws_hold_for_random_bytes);
	TEST(laws_hold_for_generated_plans);
	TEST(deleting_only_removes);
	return test_result();
}
