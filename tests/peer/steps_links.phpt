--TEST--
Steps: both ends of TCP connections that coroutines share, under any schedule, and accounts that do not balance
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

/* Runs the program; before it, $lie may falsify what is noted of l0, or do something to l0 and l1 that is not noted. */
function play(string $name, callable $lie): void
{
    $steps = new Steps(4096);
    foreach (['l0', 'l1', 'l2'] as $cell) {
        $steps->cell($cell);
    }
    $steps->coroutine('C0', function () use ($steps) {
        $steps->link_write('C0', 'l0', 1000, 70);
        $steps->link_end('C0', 'l0', 1);
        $steps->link_end('C0', 'l0', 1);
        $steps->link_write('C0', 'l0', 1, 1);
        $steps->link_read('C0', 'l0', 500, 50);
    });
    /* Writes on, long after the other end has told it that nothing more comes. */
    $steps->coroutine('C1', function () use ($steps) {
        $steps->link_read('C1', 'l1', 900, 90);
        $steps->link_read('C1', 'l1', 9000, 90);
        $steps->link_write('C1', 'l1', 500, 100);
    });
    /* Nobody reads all of that: it ends with the program. */
    $steps->coroutine('C2', function () use ($steps) {
        $steps->link_write('C2', 'l2', 16384, 8192);
        $steps->link_end('C2', 'l2', 4);
        $steps->link_read('C2', 'l2', 1, 1);
    });
    $steps->coroutine('C3', function () use ($steps) {
        $steps->link_write('C3', 'l2', 16384, 8192);
    });
    $steps->coroutine('C4', function () use ($steps) {
        $steps->link_read('C4', 'l3', 32768, 8192);
        $steps->link_write('C4', 'l3', 9, 9);
    });
    $ends = hidden(hidden($steps, 'links'), 'ends');
    $lie($ends['l0'], $ends['l1'], $steps);
    $steps->run(500);
    echo "$name: ", strtok($steps->report(), "\n"), "\n";
    if ($name !== 'truth') {
        return;
    }
    $counters = $steps->counters();
    foreach (['link_write_ok_C0', 'link_end_ok_C0', 'link_end_closed_C0', 'link_write_closed_C0', 'link_read_ok_C0',
        'link_read_ok_C1', 'link_read_eof_C1', 'link_write_ok_C1', 'link_read_closed_C2', 'link_write_attempts_C3',
        'link_read_attempts_C4', 'link_write_attempts_C4'] as $counter) {
        echo "  $counter ", $counters[$counter] ?? 'none', "\n";
    }
}
play('truth', static function ($end, $other) {});
play('a byte that nobody sent', static function ($end, $other) {
    fwrite($end->stream, "\x10");
});
play('a byte that came before', static function ($end, $other) {
    fwrite($end->stream, "\x00");
});
play('a byte that is lost', static function ($end, $other) {
    $end->account->reader = '*';
    $end->account->sent[5] = 1;
    $end->account->unsure[5] = 0;
});
play('an end that nobody knows of', static function ($end, $other) {
    stream_socket_shutdown($end->stream, STREAM_SHUT_WR);
});
play('an end of file that nobody knows of', static function ($end, $other) {
    stream_socket_shutdown($other->stream, STREAM_SHUT_WR);
});
/* C5 waits for more than comes, so that waits are looked at; C9 is nobody, so nothing wakes him. */
$wait = static function ($steps) {
    $steps->coroutine('C5', fn () => $steps->link_read('C5', 'l0', 9000, 90));
};
play('one who waits for what nobody sends', static function ($end, $other, $steps) use ($wait) {
    $wait($steps);
});
play('one who reads what is there', static function ($end, $other, $steps) use ($wait) {
    $wait($steps);
    $other->reading['C9'] = true;
});
play('one who writes where there is room', static function ($end, $other, $steps) use ($wait) {
    $wait($steps);
    $other->writing['C9'] = true;
});
--EXPECT--
truth: DONE
  link_write_ok_C0 1
  link_end_ok_C0 1
  link_end_closed_C0 1
  link_write_closed_C0 1
  link_read_ok_C0 1
  link_read_ok_C1 1
  link_read_eof_C1 1
  link_write_ok_C1 1
  link_read_closed_C2 1
  link_write_attempts_C3 1
  link_read_attempts_C4 1
  link_write_attempts_C4 1
a byte that nobody sent: bytes: link l0: account: number 0 of writer 1 arrived 1 times, not 0
a byte that came before: bytes: link l0: order: read number 0 of writer 0, not 1
a byte that is lost: bytes: link l0: account: 0 bytes of writer 5 arrived, and 1 were sent
an end that nobody knows of: bytes: link l0: answers: a write was refused, though both ends are open
an end of file that nobody knows of: bytes: link l0: answers: a read brought nothing, though the other end may still write
one who waits for what nobody sends: DONE
one who reads what is there: liveness: C9: reads, though l1 is readable
one who writes where there is room: liveness: C9: writes, though l1 is writable
