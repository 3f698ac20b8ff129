--TEST--
Steps: scopes, tasks and protected ops under any schedule, and accounts that do not balance
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

/* $lie gets the scopes while the program runs, when tasks of sc0 to sc2 wait. */
function play(string $name, callable $lie): void
{
    $steps = new Steps(4096);
    foreach (['sc0', 'sc1', 'sc3'] as $cell) {
        $steps->cell($cell);
    }
    $cells = hidden(hidden($steps, 'scopes'), 'cells');
    $steps->coroutine('C0', function () use ($steps, $cells, $lie) {
        $steps->watch('C0', 'sc0', 3);
        for ($work = 0; $work < 9; $work++) {
            $steps->grow('C0', 'sc0', 1, $work);
        }
        $steps->grow('C0', 'sc1', 2, 1);
        $steps->grow('C0', 'sc3', 1, 2);
        $steps->delay('C0', 1);
        $steps->grow('C0', 'sc3', 1, 2);
        $lie($cells);
        $steps->end_scope('C0', 'sc0', 1);
        $steps->grow('C0', 'sc0', 1, 0);
        $steps->end_scope('C0', 'sc1', 2);
        $steps->join('C0', 'sc1', 0, 1);
        $steps->join('C0', 'sc0', 0, 1);
    });
    $steps->coroutine('C1', function () use ($steps) {
        $steps->protect('C1', 1);
        $steps->delay('C1', 20);
        $steps->delay('C1', 1);
        $steps->join('C1', 'sc3', 0, 0);
        $steps->join('C1', 'sc1', 0, 0);
    });
    $steps->coroutine('C2', function () use ($steps) {
        $steps->join('C2', 'sc1', 0, 1);
        $steps->delay('C2', 5);
        $steps->cancel('C2', 'C1');
        $steps->cancel('C2', 'C1');
    });
    $steps->run(500);
    echo "$name: ", strtok($steps->report(), "\n"), "\n";
    if ($name !== 'truth') {
        return;
    }
    $counters = $steps->counters();
    foreach (['grow_ok_C0', 'grow_refused_C0', 'end_scope_ok_C0', 'join_ok_C0', 'delay_cancelled_C1',
        'delay_ok_C1', 'join_refused_C2'] as $counter) {
        echo "  $counter ", $counters[$counter] ?? 'none', "\n";
    }
    foreach ($cells as $cell) {
        foreach ($cell->tasks as $task) {
            /* These may have ended in time, or not. */
            if (in_array($task->name, ['sc0.0', 'sc0.5', 'sc0.12'], true)) {
                continue;
            }
            echo "  $task->name ", $task->begun ? 'began' : 'never began', ', ', $task->end ?: 'no end', "\n";
        }
    }
}
play('truth', static function ($cells) {});
play('a cancellation that nobody said', static function ($cells) {
    $cells['sc1']->tasks[0]->coroutine->cancel();
});
play('one that is lost', static function ($cells) {
    $cells['sc1']->tasks[0]->condemn(false);
});
play('one that comes too late', static function ($cells) {
    Closure::bind(function () {
        $this->doomed = true;
        $this->live();
    }, $cells['sc1']->tasks[1], FuzzAsync\ScopeTask::class)();
});
play('an exception that is taken twice', static function ($cells) {
    $task = $cells['sc0']->tasks[4];
    $task->end === 'error' || exit("it has not failed\n");
    $task->taken--;
});
play('a handler that is called twice', static function ($cells) {
    $cells['sc0']->finals[0][0]++;
});
--EXPECT--
truth: DONE
  grow_ok_C0 12
  grow_refused_C0 1
  end_scope_ok_C0 2
  join_ok_C0 2
  delay_cancelled_C1 1
  delay_ok_C1 1
  join_refused_C2 1
  sc0.1 began, cancelled
  sc0.2 began, cancelled
  sc0.3 began, cancelled
  sc0.4 began, error
  sc0.6 began, cancelled
  sc0.7 began, cancelled
  sc0.8 began, cancelled
  sc1.9 began, ok
  sc1.10 began, ok
  sc3.11 began, cancelled
  sc3.13 never began, no end
a cancellation that nobody said: cancellation: task sc1.9: unsaid: was cancelled, and nobody has said so
one that is lost: cancellation: task sc1.9: lost: was cancelled, and ended as ok
one that comes too late: cancellation: task sc1.10: began: it had been cancelled before that
an exception that is taken twice: structure: task sc0.4: exception: nobody got the one it ended with
a handler that is called twice: structure: scope sc0: finally: a handler began 2 times and ended 1 times
