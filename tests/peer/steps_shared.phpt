--TEST--
Steps: futures and streams that coroutines share, under any schedule, and accounts that do not balance
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

/* Runs the program; before it, $lie may falsify what the account says of s0, or the future f0. */
function play(string $name, callable $lie): void
{
    $steps = new Steps(4096);
    foreach (['f0', 'f1', 's0', 's1'] as $cell) {
        $steps->cell($cell);
    }
    $steps->coroutine('C0', function () use ($steps) {
        $steps->complete('C0', 'f0');
        $steps->fail('C0', 'f0');
        $steps->share_write('C0', 's0', 100, 7);
        $steps->await_future('C0', 'f1', 20);
    });
    $steps->coroutine('C3', function () use ($steps) {
        $steps->await_future('C3', 'f0', 0);
        $steps->chain('C3', 'f0', 6, 0);
        $steps->share_read('C3', 's0', 90, 9);
        $steps->share_close('C3', 's1', 1);
        $steps->share_read('C3', 's1', 1, 1);
        $steps->share_close('C3', 's1', 1);
    });
    /* Nobody fails f1 before, and nobody writes to s0 any more: both end with the program. */
    $steps->coroutine('C2', function () use ($steps) {
        $steps->await_future('C2', 'f1', 0);
        $steps->share_read('C2', 's1', 1, 1);
    });
    $lie(hidden(hidden($steps, 'streams'), 'cells')['s0'], hidden(hidden($steps, 'futures'), 'cells')['f0']);
    $steps->run(500);
    echo "$name: ", strtok($steps->report(), "\n"), "\n";
    if ($name !== 'truth') {
        return;
    }
    $counters = $steps->counters();
    foreach (['complete_ok_C0', 'fail_refused_C0', 'share_write_ok_C0', 'await_future_timed_out_C0', 'await_future_ok_C3',
        'chain_ok_C3', 'share_read_ok_C3', 'share_read_eof_C3', 'share_close_closed_C3', 'await_future_ok_C2'] as $counter) {
        echo "  $counter ", $counters[$counter] ?? 'none', "\n";
    }
}
play('truth', static function ($stream, $future) {});
play('a byte that nobody sent', static function ($stream, $future) {
    fwrite($stream->ends[1], "\x10");
});
play('a byte that came before', static function ($stream, $future) {
    fwrite($stream->ends[1], "\x00");
});
play('a byte that is lost', static function ($stream, $future) {
    $stream->account->reader = '*';
    $stream->account->sent[5] = 1;
    $stream->account->unsure[5] = 0;
});
play('completed by somebody else', static function ($stream, $future) {
    $future->state->complete('x');
    $future->value = 'y';
});
--EXPECT--
truth: DONE
  complete_ok_C0 1
  fail_refused_C0 1
  share_write_ok_C0 1
  await_future_timed_out_C0 1
  await_future_ok_C3 1
  chain_ok_C3 1
  share_read_ok_C3 1
  share_read_eof_C3 1
  share_close_closed_C3 1
  await_future_ok_C2 1
a byte that nobody sent: bytes: stream s0: account: number 0 of writer 1 arrived 1 times, not 0
a byte that came before: bytes: stream s0: order: read number 0 of writer 0, not 1
a byte that is lost: bytes: stream s0: account: 0 bytes of writer 5 arrived, and 1 were sent
completed by somebody else: conservation: future f0: wrong: C3 got ["x",null], not ["y",null]
