--TEST--
Steps: accept loops on TCP and on unix sockets, under any schedule, and connections that cannot be accounted for
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

/* Runs the program; before it, $lie may connect without a note, or note what did not happen. */
function play(string $name, callable $lie): void
{
    $steps = new Steps(4096);
    foreach (['a0', 'a1', 'a2', 'a3'] as $cell) {
        $steps->cell($cell);
    }
    foreach (['a0' => ['C0', 'C1', 'C2', 'C3'], 'a2' => ['C4', 'C5', 'C6', 'C7']] as $listener => [$a, $b, $c, $d]) {
        $steps->coroutine($a, function () use ($steps, $listener, $a) {
            $steps->accept_loop($a, $listener, 4, 0);
        });
        $steps->coroutine($b, function () use ($steps, $listener, $b) {
            $steps->accept_loop($b, $listener, 16, 0);
        });
        $steps->coroutine($c, function () use ($steps, $listener, $c) {
            $steps->dial($c, $listener, 5, 1000);
        });
        $steps->coroutine($d, function () use ($steps, $listener, $d) {
            $steps->dial($d, $listener, 3, 16);
        });
    }
    $steps->coroutine('C9', function () use ($steps) {
        $steps->end_listener('C9', 'a1', 1);
        $steps->end_listener('C9', 'a1', 0);
        $steps->accept_loop('C9', 'a1', 1, 0);
    });
    /* Nobody accepts those, until the program ends. */
    $steps->coroutine('C8', function () use ($steps) {
        $steps->accept_loop('C8', 'a3', 1, 20);
        $steps->dial('C8', 'a3', 2, 16);
        $steps->dial('C8', 'a3', 2, 16);
    });
    $lie(hidden(hidden($steps, 'listeners'), 'cells'));
    $steps->run(500);
    echo "$name: ", strtok($steps->report(), "\n"), "\n";
    if ($name !== 'truth') {
        return;
    }
    $counters = $steps->counters();
    foreach (['dial_ok_C2', 'dial_ok_C3', 'dial_ok_C6', 'dial_ok_C7', 'accept_loop_closed_C1', 'accept_loop_closed_C5',
        'accept_loop_timed_out_C8', 'dial_closed_C8', 'end_listener_ok_C9', 'end_listener_closed_C9',
        'accept_loop_closed_C9'] as $counter) {
        echo "  $counter ", $counters[$counter] ?? 'none', "\n";
    }
}

/* Somebody who is no coroutine of the program. */
function stranger($cell, string $text)
{
    static $streams = [];
    $streams[] = $stream = stream_socket_client($cell->address);
    fwrite($stream, $text);
    stream_socket_shutdown($stream, STREAM_SHUT_WR);
}

play('truth', static function ($cells) {});
foreach (['a0', 'a2'] as $listener) {
    play("$listener, one whom nobody knows", static function ($cells) use ($listener) {
        $cells[$listener]->connections[0] = 'unsure';
        stranger($cells[$listener], '  C9000009000016');
    });
    play("$listener, one who comes twice", static function ($cells) use ($listener) {
        $cells[$listener]->connections[0] = 'accepted';
        stranger($cells[$listener], '  C9000000000016');
    });
}
play('more than have connected', static function ($cells) {
    $cells['a0']->accepted = 9;
});
play('one that is lost', static function ($cells) {
    $cells['a3']->connections = ['connected'];
});
play('an answer to somebody else', static function ($cells) {
    Async\spawn(static function () use ($cells) {
        fwrite(stream_socket_accept($cells['a0']->stream), 'who?');
    });
});
play('one that is not answered', static function ($cells) {
    Async\spawn(static function () use ($cells) {
        fclose(stream_socket_accept($cells['a2']->stream));
    });
});
play('somebody accepts though somebody has come', static function ($cells) {
    $cells['a3']->accepting['C9'] = true;
});
--EXPECT--
truth: DONE
  dial_ok_C2 1
  dial_ok_C3 1
  dial_ok_C6 1
  dial_ok_C7 1
  accept_loop_closed_C1 1
  accept_loop_closed_C5 1
  accept_loop_timed_out_C8 1
  dial_closed_C8 2
  end_listener_ok_C9 1
  end_listener_closed_C9 1
  accept_loop_closed_C9 1
a0, one whom nobody knows: conservation: listener a0: unsent: somebody has connected whom nobody knows
a0, one who comes twice: conservation: listener a0: twice: connection 0 was accepted before
a2, one whom nobody knows: conservation: listener a2: unsent: somebody has connected whom nobody knows
a2, one who comes twice: conservation: listener a2: twice: connection 0 was accepted before
more than have connected: conservation: listener a0: unsent: more connections were accepted than made
one that is lost: conservation: listener a3: lost: 2 connections were made, and 1 were accepted
an answer to somebody else: conservation: listener a0: changed: the answer is not to what was said
one that is not answered: conservation: listener a2: answers: a connection ended without its answer
somebody accepts though somebody has come: liveness: C9: accepts, though somebody has connected to a3, or it is closed
