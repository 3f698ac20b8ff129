/* plan_text.c - the text form: tables of text before -> text after, and text -> error with its place. */
#include "plan/plan.h"
#include "plan/scan.h"
#include "tests/test.h"

static void text_check(const char *before, const char *after)
{
	static char text[PLAN_TEXT_MAX];
	struct plan plan, again;
	struct plan_error error;
	bool parsed = plan_parse(before, strlen(before), &plan, &error);
	ASSERT_EQ_STR(error.message, "");
	ASSERT_TRUE(parsed);
	ASSERT_EQ_STR(plan_check(&plan), NULL);
	size_t length = plan_print(&plan, text);
	ASSERT_EQ_STR(text, after);
	ASSERT_EQ_UINT(length, strlen(text));
	ASSERT_TRUE(plan_parse(text, length, &again, &error));
	ASSERT_TRUE(plan_equal(&plan, &again));
}

static void text_is_canonical(void)
{
	static const struct { const char *name, *before, *after; } cases[] = {
		{ "empty", "plan 1", "plan 1\n" },
		{ "comments and blanks", "\n# what it is\n  plan 1 # x\r\n\t\n\n", "plan 1\n" },
		{ "default buffer", "plan 1\nbuffer 0\n", "plan 1\n" },
		{ "buffer", "plan 1\nbuffer 8KiB\n", "plan 1\nbuffer 8192\n" },
		{ "smallest buffer", "plan 1\nbuffer 2304\n", "plan 1\nbuffer 2304\n" },
		{ "largest buffer", "plan 1\nbuffer 65535\n", "plan 1\nbuffer 65535\n" },
		{ "fifo", "plan 1\nsched fifo\n", "plan 1\n" },
		{ "random", "plan 1\nsched random seed=4294967295", "plan 1\nsched random seed=4294967295\n" },
		{ "random with seed 0", "plan 1\nsched random seed=0", "plan 1\nsched random seed=0\n" },
		{ "defaults", "plan 1\npeer P0 serve\npeer P1 consume\nco C0 download P0; upload P1; delay; suspend; cancel C0",
			"plan 1\npeer P0 serve bytes=256\npeer P1 consume bytes=8192\n"
			"co C0 download P0 chunk=8192; upload P1 bytes=65536 write=8192; delay ms=1; suspend times=1\n"
			"co C0 cancel C0\n" },
		{ "ops on channels", "plan 1\nco C0 send ch3; recv ch0 ms=5 times=2; try_send ch1; recv_async ch2; iterate ch0\n"
			"co C0 close_channel ch3",
			"plan 1\nco C0 send ch3 times=1 ms=0; recv ch0 times=2 ms=5; try_send ch1 times=1\n"
			"co C0 recv_async ch2 times=1 ms=0; iterate ch0 times=16; close_channel ch3 how=0\n" },
		{ "ops on futures and streams", "plan 1\nco C0 complete f3; fail f0; await_future f1; chain f2 ms=4; share_write s0\n"
			"co C0 share_read s3 bytes=2; share_close s1 end=0; select streams=9",
			"plan 1\nco C0 complete f3; fail f0; await_future f1 ms=0; chain f2 links=3 ms=4\n"
			"co C0 share_write s0 bytes=64 write=16; share_read s3 bytes=2 chunk=16; share_close s1 end=0\n"
			"co C0 select streams=9 ms=1\n" },
		{ "ops on links", "plan 1\nco C0 link_write l3; link_read l0 bytes=2; link_end l1; link_end l2 how=4",
			"plan 1\nco C0 link_write l3 bytes=64 write=16; link_read l0 bytes=2 chunk=16; link_end l1 how=1\n"
			"co C0 link_end l2 how=4\n" },
		{ "ops on UDP sockets", "plan 1\nco C0 udp_send u3; udp_recv u0 size=8; udp_close u1",
			"plan 1\nco C0 udp_send u3 times=1 bytes=16; udp_recv u0 times=1 size=8; udp_close u1 how=0\n" },
		{ "ops on tasks", "plan 1\nco C0 launch t3; await_task t0 ms=5; drop_task t1; drop_future f2; builtin call=3",
			"plan 1\nco C0 launch t3 work=0; await_task t0 ms=5; drop_task t1; drop_future f2 what=0; builtin call=3\n" },
		{ "ops on listeners", "plan 1\nco C0 dial a3; accept_loop a0 times=2; end_listener a1; close_channel ch1 how=1",
			"plan 1\nco C0 dial a3 times=1 bytes=16; accept_loop a0 times=2 ms=0; end_listener a1 how=0\n"
			"co C0 close_channel ch1 how=1\n" },
		{ "ops on scopes", "plan 1\nco C0 grow sc3; grow sc0 work=8; join sc1 after=1; end_scope sc2 how=4; watch sc0; protect",
			"plan 1\nco C0 grow sc3 tasks=2 work=1; grow sc0 tasks=2 work=8; join sc1 ms=0 after=1; end_scope sc2 how=4\n"
			"co C0 watch sc0 handler=2; protect ops=1\n" },
		{ "ops that end things", "plan 1\nco C0 gc; gc holds=2; share_close s0 end=3; quit how=1",
			"plan 1\nco C0 gc holds=0; gc holds=2; share_close s0 end=3; quit how=1\n" },
		{ "peers in any order", "plan 1\npeer P1 consume\npeer P0 serve", 
			"plan 1\npeer P0 serve bytes=256\npeer P1 consume bytes=8192\n" },
		{ "toxics of a serve peer", "plan 1\npeer P0 serve rst=7 fin drip=5ms slice=1KiB bytes=9",
			"plan 1\npeer P0 serve bytes=9 slice=1024 drip=5 fin=0 rst=7\n" },
		{ "toxics of a consume peer", "plan 1\npeer P0 consume stop_read=after:3 slow_read=5 never_read=1s",
			"plan 1\npeer P0 consume bytes=8192 never_read=1000 "
			"slow_read=bytes:5,ms:1 stop_read=after:3,hold_ms:100\n" },
		{ "the second parameter alone", "plan 1\npeer P0 consume slow_read=ms:9",
			"plan 1\npeer P0 consume bytes=8192 slow_read=bytes:1024,ms:9\n" },
		{ "more toxics of a serve peer",
			"plan 1\npeer P0 serve refuse small_buffer=4KiB extra=9 half_close stall=5 latency=1s accept_rst",
			"plan 1\npeer P0 serve bytes=256 latency=1000 stall=after:5,ms:100 half_close=256 extra=9 small_buffer=4096 "
			"accept_rst=1 refuse=after:0,hold_ms:0\n" },
		{ "more toxics of a consume peer",
			"plan 1\npeer P0 consume early=1KiB accept_late=2 accept_close=16 slow_close=3s refuse=3,hold_ms:7",
			"plan 1\npeer P0 consume bytes=8192 slow_close=3000 early=1024 accept_late=2 accept_close=16 "
			"refuse=after:3,hold_ms:7\n" },
		{ "a first parameter without name", "plan 1\npeer P0 consume slow_read=7,ms:9",
			"plan 1\npeer P0 consume bytes=8192 slow_read=bytes:7,ms:9\n" },
		{ "ops are sorted by coroutine",
			"plan 1\nco C2 delay ms=2\nco C0 delay ms=1\nco C2 suspend\nco C15 delay ms=30s",
			"plan 1\nco C0 delay ms=1\nco C2 delay ms=2; suspend times=1\nco C15 delay ms=30000\n" },
		{ "references before what they name",
			"plan 1\ncancel C1 @2 cause=cancel\nat P0.1 @3 run main\nat main @4096 run C1\n"
			"co C1 download P0 chunk=1\npeer P0 serve bytes=0",
			"plan 1\nat P0.1 @suspend=3 run main\nat main @suspend=4096 run C1\npeer P0 serve bytes=0\n"
			"co C1 download P0 chunk=1\ncancel C1 @suspend=2 cause=cancel\n" },
		{ "deviations keep their order", "plan 1\nco C0 delay\nco C1 delay\nat C1 @2 run C0\nat C0 @suspend=1 run C1",
			"plan 1\nat C1 @suspend=2 run C0\nat C0 @suspend=1 run C1\nco C0 delay ms=1\nco C1 delay ms=1\n" },
		{ "strict", "plan 1\nstrict", "plan 1\nstrict\n" },
		{ "forked", "plan 1\nforked\nstrict", "plan 1\nstrict\nforked\n" },
		{ "a sampler with a depth", "plan 1\nsched pct depth=2 seed=7", "plan 1\nsched pct seed=7 depth=2\n" },
		{ "the default depth", "plan 1\nsched pct seed=7", "plan 1\nsched pct seed=7 depth=3\n" },
		{ "uniform", "plan 1\nsched uniform seed=1", "plan 1\nsched uniform seed=1\n" },
		{ "pos", "plan 1\nsched pos seed=4294967295", "plan 1\nsched pos seed=4294967295\n" },
		{ "urw", "plan 1\nsched urw seed=0", "plan 1\nsched urw seed=0\n" },
		{ "events", "plan 1\nco C0 delay\nat C0 @delay=2 run C0\nat C0 @end run main\nat C0 @end=1 poll 3\n"
			"at main @await=1 timer 255 skip=9",
			"plan 1\nat C0 @delay=2 run C0\nat C0 @end run main\nat C0 @end poll 3\n"
			"at main @await=1 timer 255 skip=9\nco C0 delay ms=1\n" },
		{ "names", "plan 1\nco C0 delay\nat C0.1 @1 run K0\nat X31 @1 run C0.0\ncancel C0 @1 cause=cancel when=later",
			"plan 1\nat C0.1 @suspend=1 run K0\nat X31 @suspend=1 run C0.0\nco C0 delay ms=1\n"
			"cancel C0 @suspend=1 cause=cancel when=later\n" },
		{ "causes", "plan 1\nco C0 delay\ncancel C0 @1 cause=token when=parked\ncancel C0 @1 cause=scope_dispose\n"
			"cancel C0 @read=1 cause=shutdown when=woken",
			"plan 1\nco C0 delay ms=1\ncancel C0 @suspend=1 cause=token\n"
			"cancel C0 @suspend=1 cause=scope_dispose\ncancel C0 @read=1 cause=shutdown when=woken\n" },
		{ "faults", "plan 1\nfault recv @2 short=1KiB\nfault main send @1 epipe\nfault epoll_wait @4096 delay",
			"plan 1\nfault recv @2 short=1024\nfault main send @1 epipe\nfault epoll_wait @4096 delay=1\n" },
		{ "two cancel each other", "plan 1\nco C0 cancel C1\nco C1 cancel C0",
			"plan 1\nco C0 cancel C1\nco C1 cancel C0\n" },
		{ "parameters in any order", "plan 1\npeer P0 consume\nco C0 upload P0 write=3 bytes=64KiB",
			"plan 1\npeer P0 consume bytes=8192\nco C0 upload P0 bytes=65536 write=3\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		test_case = cases[i].name;
		text_check(cases[i].before, cases[i].after);
	}
}

static const struct { const char *text; uint32_t line, column; const char *message; } errors[] = {
	{ "", 1, 1, "the text is empty, a plan starts with the line `plan 1`" },
	{ "# only\n\n", 3, 1, "the text is empty, a plan starts with the line `plan 1`" },
	{ "\n co C0 delay", 2, 2, "a plan starts with the line `plan 1`" },
	{ "plan", 1, 5, "the line ends here, expected the version" },
	{ "plan 2", 1, 6, "version 2 is unknown, expected 1" },
	{ "plan 1 x", 1, 8, "expected the end of the line here" },
	{ "plan 1\nplan 1", 2, 1, "unknown statement `plan`, expected strict, forked, buffer, sched, at, peer, co, cancel, fault" },
	{ "plan 1\n\x80", 2, 1, "byte 0x80 cannot be in a plan, expected printable ASCII" },
	{ "plan 1\nco C0 delay \x01", 2, 13, "byte 0x01 cannot be in a plan, expected printable ASCII" },
	{ "plan 1\nco C0 de\rlay", 2, 9, "byte 0x0d cannot be in a plan, expected printable ASCII" },
	{ "plan 1\nbuffer 2303", 2, 8, "buffer 2303 is out of range, expected 2304 to 65535" },
	{ "plan 1\nbuffer 65536", 2, 8, "buffer 65536 is out of range, expected 2304 to 65535" },
	{ "plan 1\nbuffer 4096\nbuffer 4096", 3, 1, "the buffer is there twice" },
	{ "plan 1\nbuffer 9MB", 2, 9, "unknown unit `MB` of buffer, expected none or KiB" },
	{ "plan 1\nsched pcx", 2, 7, "unknown sampler `pcx`, expected fifo, random, pct, uniform, pos, urw" },
	{ "plan 1\nsched pct", 2, 10, "the line ends here, expected seed=N" },
	{ "plan 1\nsched pct depth=9", 2, 17, "depth 9 is out of range, expected 1 to 8" },
	{ "plan 1\nsched pct depth=2", 2, 18, "the line ends here, expected seed=N" },
	{ "plan 1\nsched random seed=1 depth=1", 2, 21, "expected the end of the line here" },
	{ "plan 1\nsched pos seed=1 depth=1", 2, 18, "expected the end of the line here" },
	{ "plan 1\nsched urw", 2, 10, "the line ends here, expected seed=N" },
	{ "plan 1\nstrict\nstrict", 3, 1, "strict is there twice" },
	{ "plan 1\nforked\nforked", 3, 1, "forked is there twice" },
	{ "plan 1\nsched random", 2, 13, "the line ends here, expected seed=N" },
	{ "plan 1\nsched random seed", 2, 14, "seed has no value, expected seed=1" },
	{ "plan 1\nsched random seed=4294967296", 2, 19,
		"seed 4294967296 is out of range, expected 0 to 4294967295" },
	{ "plan 1\nsched random seed=18446744073709551621", 2, 19,      /* 2^64 + 5 */
		"seed 18446744073709551621 is out of range, expected 0 to 4294967295" },
	{ "plan 1\nsched random seed=99999999999999999999999999", 2, 19,
		"seed 999999999999999999999999 is out of range, expected 0 to 4294967295" },
	{ "plan 1\nsched fifo seed=1", 2, 12, "expected the end of the line here" },
	{ "plan 1\nsched fifo\nsched fifo", 3, 1, "the sampler is there twice" },
	{ "plan 1\nat X @1 run C0", 2, 4,
		"`X` is not a coroutine, expected X0 to X31" },
	{ "plan 1\nat Y @1 run C0", 2, 4,
		"`Y` is not a coroutine, expected one like C0, C0.0, P0, P0.0, K0, X0 or main" },
	{ "plan 1\nat C16 @1 run C0", 2, 4, "`C16` is not a coroutine, expected C0 to C15" },
	{ "plan 1\nat C00 @1 run C0", 2, 4, "`C00` is not a coroutine, expected C0 to C15" },
	{ "plan 1\nat P0.4 @1 run C0", 2, 4, "`P0.4` is not a coroutine, expected P0.0 to P0.3" },
	{ "plan 1\nat C0.2 @1 run C0", 2, 4, "`C0.2` is not a coroutine, expected C0.0 to C0.1" },
	{ "plan 1\nat C0 1 run C0", 2, 7, "expected an anchor like @suspend=1 here" },
	{ "plan 1\nat C0 @0 run C1", 2, 8, "suspend 0 is out of range, expected 1 to 4096" },
	{ "plan 1\nat C0 @suspend=4097 run C1", 2, 16, "suspend 4097 is out of range, expected 1 to 4096" },
	{ "plan 1\nat C0 @wake=1 run C1", 2, 8, "unknown event `wake`, expected suspend, yield, delay, await, fiber, "
		"connect, accept, read, write, receive, send, sleep, select, dns, recvfrom, sendto, process, end" },
	{ "plan 1\nat C0 @end=2 run C1", 2, 12, "end 2 is unknown, expected 1" },
	{ "plan 1\nat C0 @ run C1", 2, 8, "unknown event ``, expected suspend, yield, delay, await, fiber, "
		"connect, accept, read, write, receive, send, sleep, select, dns, recvfrom, sendto, process, end" },
	{ "plan 1\nat C0 @1 C1", 2, 10, "unknown site `C1`, expected run, poll, timer, close, pool" },
	{ "plan 1\nat C0 @1 poll 0", 2, 15, "candidate 0 is out of range, expected 1 to 255" },
	{ "plan 1\nat C0 @1 poll 1 ship=1", 2, 17, "unknown parameter `ship`, expected skip" },
	{ "plan 1\nat C1 @1 run main", 2, 4, "C1 is not in this plan: it has no op or is not declared" },
	{ "plan 1\nat main @1 run P0.1", 2, 16, "P0.1 is not in this plan: it has no op or is not declared" },
	{ "plan 1\nco C0 delay\nat C0 @1 run main\npeer P0 serve\nat C0 @1 run P0", 5, 4,
		"C0 @suspend=1 has such a deviation already" },
	{ "plan 1\npeer P4 serve", 2, 6, "`P4` is not a peer, expected P0 to P3" },
	{ "plan 1\npeer P1 serve", 2, 6, "P1 is declared but P0 is not" },
	{ "plan 1\npeer P0 serve\npeer P0 serve", 3, 6, "P0 is declared twice" },
	{ "plan 1\npeer P0 slice=3", 2, 9, "unknown mode `slice=3`, expected serve, consume" },
	{ "plan 1\npeer P0 serve bytes=65536", 2, 21, "bytes 65536 is out of range, expected 0 to 65535" },
	{ "plan 1\npeer P0 serve bytes=1 bytes=1", 2, 23, "bytes of serve is there twice" },
	{ "plan 1\npeer P0 serve slow_read", 2, 15, "slow_read does not apply to a serve peer" },
	{ "plan 1\npeer P0 serve early=3", 2, 15, "early does not apply to a serve peer" },
	{ "plan 1\npeer P0 consume extra=3", 2, 17, "extra does not apply to a consume peer" },
	{ "plan 1\npeer P0 consume early=1025", 2, 23, "bytes 1025 is out of range, expected 1 to 1024" },
	{ "plan 1\npeer P0 serve sloth=3", 2, 15, "unknown toxic `sloth`, expected slice, drip, fin, rst, "
		"latency, stall, half_close, slow_close, extra, small_buffer, accept_late, accept_close, accept_rst, refuse" },
	{ "plan 1\npeer P0 serve consume", 2, 15, "unknown toxic `consume`, expected slice, drip, fin, rst, "
		"latency, stall, half_close, slow_close, extra, small_buffer, accept_late, accept_close, accept_rst, refuse" },
	{ "plan 1\npeer P0 serve rst=1 rst=1", 2, 21, "rst is there twice for this peer" },
	{ "plan 1\npeer P0 serve slice=0", 2, 21, "bytes 0 is out of range, expected 1 to 8192" },
	{ "plan 1\npeer P0 serve rst=", 2, 19, "`` is not a number, after is 0 to 65535" },
	{ "plan 1\npeer P0 serve rst=1,", 2, 21, "unknown parameter ``, expected after" },
	{ "plan 1\npeer P0 consume slow_read=1,2", 2, 29, "unknown parameter `2`, expected bytes, ms" },
	{ "plan 1\npeer P0 consume slow_read=1,bytes:2", 2, 29, "bytes of slow_read is there twice" },
	{ "plan 1\npeer P0 consume slow_read=ms:2KiB", 2, 31, "unknown unit `KiB` of ms, expected none, ms or s" },
	{ "plan 1\nco", 2, 3, "the line ends here, expected a coroutine" },
	{ "plan 1\nco P0 delay", 2, 4, "`P0` is not a coroutine, expected C0 to C15" },
	{ "plan 1\nco C0", 2, 6, "the line ends here, expected an op" },
	{ "plan 1\nco C0 delay;", 2, 13, "the line ends here, expected an op" },
	{ "plan 1\nco C0 ; delay", 2, 7, "unknown op `;`, expected download, upload, delay, suspend, cancel, "
		"send, recv, try_send, recv_async, iterate, close_channel, complete, fail, await_future, chain, share_write, ..." },
	{ "plan 1\nco C0 downlod P0", 2, 7, "unknown op `downlod`, expected download, upload, delay, suspend, cancel, "
		"send, recv, try_send, recv_async, iterate, close_channel, complete, fail, await_future, chain, share_write, ..." },
	{ "plan 1\nco C0 delay ms=30001", 2, 16, "ms 30001 is out of range, expected 0 to 30000" },
	{ "plan 1\nco C0 delay ms=31s", 2, 16, "ms 31s is out of range, expected 0 to 30000" },
	{ "plan 1\nco C0 delay ms=-1", 2, 16, "`-1` is not a number, ms is 0 to 30000" },
	{ "plan 1\nco C0 delay ms=1h", 2, 17, "unknown unit `h` of ms, expected none, ms or s" },
	{ "plan 1\nco C0 delay ms", 2, 13, "ms has no value, expected ms=1" },
	{ "plan 1\nco C0 delay ms=1 ms=1", 2, 18, "ms of delay is there twice" },
	{ "plan 1\nco C0 delay 5", 2, 13, "unknown parameter `5`, expected ms" },
	{ "plan 1\nco C0 cancel C0 ms=1", 2, 17, "unexpected `ms`, expected no parameter here" },
	{ "plan 1\nco C0 send", 2, 11, "the line ends here, expected the channel it targets" },
	{ "plan 1\nco C0 send ch4", 2, 12, "`ch4` is not a channel, expected ch0 to ch3" },
	{ "plan 1\nco C0 send c0", 2, 12, "`c0` is not a channel, expected ch0 to ch3" },
	{ "plan 1\nco C0 send ch", 2, 12, "`ch` is not a channel, expected ch0 to ch3" },
	{ "plan 1\nco C0 complete f0 ms=1", 2, 19, "unexpected `ms`, expected no parameter here" },
	{ "plan 1\nco C0 fail ch0", 2, 12, "`ch0` is not a future, expected f0 to f3" },
	{ "plan 1\nco C0 share_read s4", 2, 18, "`s4` is not a stream, expected s0 to s3" },
	{ "plan 1\nco C0 join s1", 2, 12, "`s1` is not a scope, expected sc0 to sc3" },
	{ "plan 1\nco C0 end_scope sc0 how=5", 2, 25, "how 5 is out of range, expected 0 to 4" },
	{ "plan 1\nco C0 select streams=16", 2, 22, "streams 16 is out of range, expected 1 to 15" },
	{ "plan 1\nco C0 cancel", 2, 13, "the line ends here, expected the coroutine it targets" },
	{ "plan 1\nco C0 cancel C1", 2, 14, "C1 has no op in this plan, cancel needs one that has" },
	{ "plan 1\nco C0 download", 2, 15, "the line ends here, expected the peer it targets" },
	{ "plan 1\nco C0 download P1", 2, 16, "P1 is not declared, expected a line `peer P1 serve`" },
	{ "plan 1\nco C0 download P0\npeer P0 consume", 2, 16, "P0 is a consume peer, download needs a serve peer" },
	{ "plan 1\nco C0 delay\ncancel C1 @1 cause=cancel", 3, 8, "C1 has no op in this plan" },
	{ "plan 1\nco C0 delay\ncancel C0 @1", 3, 13, "the line ends here, expected cause=CAUSE" },
	{ "plan 1\nco C0 delay\ncancel C0 @1 cancel", 3, 14, "expected cause=WORD here, as in cause=cancel" },
	{ "plan 1\nco C0 delay\ncancel C0 @1 cause=cancel wen=woken", 3, 27, "expected when=WORD here, as in when=parked" },
	{ "plan 1\nco C0 delay\ncancel C0 @1 cause=cancel when=now", 3, 32,
		"unknown phase `now`, expected parked, woken, later" },
	{ "plan 1\nco C0 delay\ncancel C0 @end cause=cancel", 3, 8,
		"a cancel is anchored to a suspension, not to an end" },
	{ "plan 1\nfault recv", 2, 11, "the line ends here, expected @N" },
	{ "plan 1\nfault recv 2 short", 2, 12, "expected the number of the call here, like @1" },
	{ "plan 1\nfault recv @0 short", 2, 13, "call 0 is out of range, expected 1 to 4096" },
	{ "plan 1\nfault recv @1 epipe", 2, 15, "epipe does not apply to recv" },
	{ "plan 1\nfault close @1 shot", 2, 16, "unknown fault `shot`, expected eintr" },
	{ "plan 1\nfault recv @1 econnreset=2", 2, 26, "econnreset takes no value" },
	{ "plan 1\nfault recv @1 short=0", 2, 21, "bytes 0 is out of range, expected 1 to 8192" },
	{ "plan 1\nfault C1 recv @1 short", 2, 7, "C1 is not in this plan: it has no op or is not declared" },
	{ "plan 1\nfault recv @1 short\nfault recv @1 eagain", 3, 7, "this call has a fault already" },

	{ "plan 1\nco C0 delay\ncancel C0 @1 cause=whim", 3, 20, "unknown cause `whim`, expected cancel, token, scope_cancel, "
		"scope_dispose, close, reset, shutdown" },
	{ "plan 1\nco C0 delay\ncancel C0 @1 cause=cancel\ncancel C0 @1 cause=cancel", 4, 8,
		"this cancel is there twice" },
};

static void error_names_place_and_cure(void)
{
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
		struct plan plan;
		struct plan_error error;
		test_case = errors[i].text;
		ASSERT_TRUE(!plan_parse(errors[i].text, strlen(errors[i].text), &plan, &error));
		ASSERT_EQ_STR(error.message, errors[i].message);
		ASSERT_EQ_UINT(error.line, errors[i].line);
		ASSERT_EQ_UINT(error.column, errors[i].column);
		ASSERT_EQ_UINT(plan.op_count + plan.peer_count + plan.deviation_count + plan.cancel_count, 0);
	}
}

/* `count` lines after the head: the limit parses, one more is an error on its line. */
static void limit_check(const char *head, const char *line, uint32_t limit, bool numbered, const char *message)
{
	static char text[PLAN_TEXT_MAX];
	struct plan plan;
	struct plan_error error;
	for (uint32_t count = limit; count <= limit + 1; count++) {
		size_t length = (size_t)snprintf(text, sizeof text, "plan 1\n%s", head);
		uint32_t lines = 1;
		for (const char *at = head; *at; at++)
			lines += *at == '\n';
		for (uint32_t i = 0; i < count; i++)
			length += numbered ? (size_t)snprintf(text + length, sizeof text - length, line, i + 1)
				: (size_t)snprintf(text + length, sizeof text - length, "%s", line);
		bool parsed = plan_parse(text, length, &plan, &error);
		ASSERT_EQ_INT(parsed, count == limit);
		ASSERT_EQ_STR(error.message, count == limit ? "" : message);
		ASSERT_EQ_UINT(error.line, count == limit ? 0 : lines + count);
	}
}

static void limits_are_errors(void)
{
	limit_check("", "co C0 delay ms=1\n", PLAN_OPS_MAX, false, "there are more than 128 ops");
	limit_check("co C0 delay\n", "at C0 @%u run main\n", PLAN_SCHED_MAX, true, "there are more than 256 deviations");
	limit_check("co C0 delay\n", "cancel C0 @%u cause=cancel\n", PLAN_CANCELS_MAX, true,
		"there are more than 16 cancels");
	limit_check("", "fault recv @%u short\n", PLAN_FAULTS_MAX, true, "there are more than 64 faults");
}

/* The longest plan there is fits PLAN_TEXT_MAX and comes back. */
static void longest_plan_make(struct plan *plan)
{
	memset(plan, 0, sizeof *plan);
	plan->buffer = PLAN_BUFFER_MAX;
	plan->strict = true;
	plan->sampler = (struct plan_sampler){ PLAN_SAMPLER_PCT, PLAN_DEPTH_MAX, UINT32_MAX };
	for (; plan->peer_count < PLAN_PEERS_MAX; plan->peer_count++) {
		struct plan_peer *peer = &plan->peers[plan->peer_count];
		peer->mode = PLAN_TOXIC_CONSUME;
		peer->size = 65536;
		for (uint8_t i = 0; i < PLAN_TOXIC_COUNT && peer->toxic_count < PLAN_TOXICS_MAX / PLAN_PEERS_MAX; i++)
			if (plan_toxic_info(i)->modes == PLAN_MODES_ANY || plan_toxic_info(i)->modes == PLAN_MODES_CONSUME)
				peer->toxics[peer->toxic_count++] = (struct plan_toxic){ i, plan_toxic_info(i)->a.max,
					plan_toxic_info(i)->b.max };
	}
	for (; plan->op_count < PLAN_OPS_MAX; plan->op_count++)
		plan->ops[plan->op_count] = (struct plan_op){ .kind = PLAN_OP_UPLOAD, .actor = (uint8_t)(plan->op_count / 8),
			.target = 3, .a = 65536, .b = 65536 };
	for (; plan->deviation_count < PLAN_SCHED_MAX; plan->deviation_count++)
		plan->deviations[plan->deviation_count] = (struct plan_deviation){ PLAN_WHO_CHILD + 31,
			{ PLAN_WAIT_RECVFROM, (uint16_t)(PLAN_ANCHOR_MAX - plan->deviation_count) }, PLAN_SITE_TIMER,
			PLAN_CHOICE_MAX, UINT8_MAX };
	for (; plan->cancel_count < PLAN_CANCELS_MAX; plan->cancel_count++)
		plan->cancels[plan->cancel_count] = (struct plan_cancel){ 15,
			{ PLAN_WAIT_RECVFROM, (uint16_t)(PLAN_ANCHOR_MAX - plan->cancel_count) }, 0, PLAN_PHASE_WOKEN };
	for (; plan->fault_count < PLAN_FAULTS_MAX; plan->fault_count++)
		plan->faults[plan->fault_count] = (struct plan_fault){ PLAN_FAULT_ENOBUFS, PLAN_CALL_CONNECT,
			PLAN_WHO_CHILD + 31, (uint16_t)(PLAN_CALL_MAX - plan->fault_count), 64 };
}

static void longest_text_fits(void)
{
	static char text[PLAN_TEXT_MAX];
	struct plan plan, again;
	struct plan_error error;
	longest_plan_make(&plan);
	ASSERT_EQ_STR(plan_check(&plan), NULL);
	size_t length = plan_print(&plan, text);
	ASSERT_LT_INT(length, PLAN_TEXT_MAX / 2);
	ASSERT_TRUE(plan_parse(text, length, &again, &error));
	ASSERT_TRUE(plan_equal(&plan, &again));
	for (const char *line = text, *end; (end = strchr(line, '\n')); line = end + 1)
		if (memcmp(line, "co ", 3) == 0)
			ASSERT_LE_INT(end - line, 100);
}

/* A list that is too long for its message ends in dots and still fits. */
static void long_choices_are_cut(void)
{
	struct scan_choice choice = { .what = "thing", .count = SCAN_WORDS_MAX };
	struct plan_error error;
	struct scan scan = { .error = &error };
	const struct scan_word word = { "abcdefghijklmnopqrstuvwxyz", 26, 1, 1 };
	uint32_t index;
	for (uint32_t i = 0; i < choice.count; i++)
		choice.words[i] = i % 2 ? "alternative" : NULL;
	ASSERT_TRUE(!scan_choose(&scan, &word, &choice, &index));
	ASSERT_EQ_STR(error.message, "unknown thing `abcdefghijklmnopqrstuvwx`, expected alternative, alternative, "
		"alternative, alternative, alternative, alternative, alternative, alternative, alternative, alternative, "
		"alternative, alternative, ...");
}

static void names_of_coroutines(void)
{
	static const struct { uint8_t who; const char *name; } cases[] = { { 0, "C0" }, { 15, "C15" },
		{ PLAN_WHO_PEER, "P0" }, { 19, "P3" }, { PLAN_WHO_LINK, "P0.0" }, { PLAN_WHO_LINK + 5, "P1.1" },
		{ PLAN_WHO_CHILD - 1, "P3.3" }, { PLAN_WHO_CHILD, "C0.0" }, { PLAN_WHO_KILLER - 1, "C15.1" },
		{ PLAN_WHO_KILLER, "K0" }, { PLAN_WHO_OTHER - 1, "K15" }, { PLAN_WHO_OTHER, "X0" },
		{ PLAN_WHO_MAIN - 1, "X31" }, { PLAN_WHO_MAIN, "main" }, { PLAN_WHO_COUNT, "?" } };
	char name[8];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ASSERT_EQ_STR(plan_who_name(cases[i].who, name), cases[i].name);
}

int main(void)
{
	TEST(text_is_canonical);
	TEST(error_names_place_and_cure);
	TEST(limits_are_errors);
	TEST(longest_text_fits);
	TEST(long_choices_are_cut);
	TEST(names_of_coroutines);
	return test_result();
}
