--TEST--
Steps: objects of channels, futures and coroutines that are dropped, under any schedule, and accounts that do not balance
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

/* Runs the program; in the middle of it $lie may falsify what is noted, and $late at its end. */
function play(string $name, callable $lie, ?callable $late = null): void
{
    $steps = new Steps(4096);
    foreach (['ch0', 'ch1', 'ch2', 'f0', 'f1', 'f2', 't0', 't1'] as $cell) {
        $steps->cell($cell);
    }
    /* What the buffer held is gone with it, and who comes later finds nothing. */
    $steps->coroutine('C0', function () use ($steps) {
        $steps->send('C0', 'ch2', 2, 0);
        $steps->close_channel('C0', 'ch2', 1);
        $steps->send('C0', 'ch2', 1, 0);
        $steps->iterate('C0', 'ch2', 1);
        $steps->close_channel('C0', 'ch2', 1);
    });
    /* Nobody sends: that ends with the program, though nobody else has the channel any more. */
    $steps->coroutine('C1', function () use ($steps) {
        $steps->recv('C1', 'ch1', 1, 0);
    });
    $steps->coroutine('C2', function () use ($steps) {
        $steps->delay('C2', 1);
        $steps->close_channel('C2', 'ch1', 1);
        $steps->recv('C2', 'ch1', 1, 0);
        $steps->drop_future('C2', 'f0', 2);
        $steps->complete('C2', 'f0');
        $steps->drop_future('C2', 'f1', 0);
        $steps->drop_future('C2', 'f2', 1);
        $steps->drop_future('C2', 'f2', 1);
        $steps->fail('C2', 'f2');
    });
    $steps->coroutine('C3', function () use ($steps) {
        $steps->chain('C3', 'f0', 4, 0);
        $steps->await_future('C3', 'f0', 0);
    });
    $steps->coroutine('C4', function () use ($steps) {
        $steps->await_future('C4', 'f1', 0);
    });
    $steps->coroutine('C5', function () use ($steps) {
        $steps->await_future('C5', 'f2', 30);
        $steps->await_future('C5', 'f2', 0);
    });
    $steps->coroutine('C6', function () use ($steps) {
        $steps->launch('C6', 't0', 2);
        $steps->await_task('C6', 't0', 0);
        $steps->launch('C6', 't1', 0);
        $steps->drop_task('C6', 't1');
        $steps->await_task('C6', 't1', 0);
    });
    $steps->coroutine('C7', function () use ($steps, $lie) {
        $steps->delay('C7', 1);
        $steps->drop_task('C7', 't0');
        $steps->launch('C7', 't0', 1);
        $lie($steps);
    });
    $steps->run(500);
    if ($late !== null) {
        $late($steps);
    }
    echo "$name: ", strtok($steps->report(), "\n"), "\n";
    if ($name !== 'truth') {
        return;
    }
    $counters = $steps->counters();
    foreach (['send_ok_C0', 'send_closed_C0', 'iterate_closed_C0', 'close_channel_ok_C0', 'close_channel_closed_C0',
        'recv_closed_C1', 'recv_closed_C2', 'drop_future_ok_C2', 'drop_future_refused_C2', 'drop_future_closed_C2',
        'complete_ok_C2', 'fail_closed_C2', 'chain_ok_C3', 'await_future_closed_C3', 'await_future_ok_C4',
        'await_future_timed_out_C5', 'await_future_closed_C5', 'await_task_ok_C6', 'drop_task_ok_C6',
        'await_task_closed_C6', 'launch_ok_C7'] as $counter) {
        echo "  $counter ", $counters[$counter] ?? 'none', "\n";
    }
}

/* Of an object of the program. */
function part(Steps $steps, string $part, string $name)
{
    return hidden(hidden($steps, $part), $name);
}

$nothing = static function ($steps) {};
play('truth', $nothing);
play('more than a buffer holds is lost with it', $nothing, static function ($steps) {
    $cell = part($steps, 'channels', 'cells')['ch2'];
    $cell->values += ['C9:7' => 'sent', 'C9:8' => 'sent'];
});
play('less than was lost fits the buffer', $nothing, static function ($steps) {
    part($steps, 'channels', 'cells')['ch2']->capacity = 1;
});
play('one who waits at a channel that is gone', static function ($steps) {
    part($steps, 'channels', 'cells')['ch2']->receiving['C7'] = true;
});
play('one who waits for a task that has ended', static function ($steps) {
    part($steps, 'tasks', 'lives')[0]->ended++;
});
play('a task that begins twice', static function ($steps) {
    part($steps, 'tasks', 'lives')[1]->begun++;
});
play('a task that returns before its end', static function ($steps) {
    part($steps, 'tasks', 'lives')[0]->ended--;
});
--EXPECT--
truth: DONE
  send_ok_C0 1
  send_closed_C0 1
  iterate_closed_C0 1
  close_channel_ok_C0 1
  close_channel_closed_C0 1
  recv_closed_C1 1
  recv_closed_C2 1
  drop_future_ok_C2 2
  drop_future_refused_C2 1
  drop_future_closed_C2 1
  complete_ok_C2 1
  fail_closed_C2 1
  chain_ok_C3 1
  await_future_closed_C3 1
  await_future_ok_C4 1
  await_future_timed_out_C5 1
  await_future_closed_C5 1
  await_task_ok_C6 1
  drop_task_ok_C6 1
  await_task_closed_C6 1
  launch_ok_C7 1
more than a buffer holds is lost with it: conservation: channel ch2: lost: C9:7 was sent, and is nowhere
less than was lost fits the buffer: conservation: channel ch2: lost: C0:1 was sent, and is nowhere
one who waits at a channel that is gone: liveness: C7: receives, though ch2 is gone
one who waits for a task that has ended: liveness: C6 in await_task t0: waits, though the task has ended
a task that begins twice: structure: task t0.1: life: it began 2 times and ended 1 times
a task that returns before its end: conservation: task t0: wrong: C6 did not get what t0.0 returned
