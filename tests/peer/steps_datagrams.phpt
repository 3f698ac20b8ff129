--TEST--
Steps: UDP sockets that coroutines share, under any schedule, and datagrams that cannot be accounted for
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

/* Runs the program; before it, $lie may send what is not noted, or note what is not sent. */
function play(string $name, callable $lie): void
{
    $steps = new Steps(4096);
    foreach (['u0', 'u3'] as $cell) {
        $steps->cell($cell);
    }
    $steps->coroutine('C0', function () use ($steps) {
        $steps->udp_send('C0', 'u0', 5, 100);
        $steps->udp_recv('C0', 'u0', 2, 1024);
        for ($i = 0; $i < 3; $i++) {
            $steps->udp_send('C0', 'u2', 16, 8);
        }
    });
    /* Nobody sends to u2: that ends with the program, and so does what comes then. */
    $steps->coroutine('C2', function () use ($steps) {
        $steps->udp_recv('C2', 'u2', 1, 8);
        $steps->udp_recv('C2', 'u0', 1, 8);
    });
    $steps->coroutine('C1', function () use ($steps) {
        $steps->udp_recv('C1', 'u1', 5, 8);
        $steps->udp_send('C1', 'u1', 3, 1024);
        $steps->udp_recv('C1', 'u1', 1, 8);
        $steps->udp_recv('C1', 'u1', 1, 8);
    });
    $lie(hidden(hidden($steps, 'datagrams'), 'ends'));
    $steps->run(500);
    echo "$name: ", strtok($steps->report(), "\n"), "\n";
    if ($name !== 'truth') {
        return;
    }
    $counters = $steps->counters();
    foreach (['udp_send_ok_C0', 'udp_send_full_C0', 'udp_recv_ok_C0', 'udp_recv_ok_C1', 'udp_send_ok_C1',
        'udp_recv_closed_C1', 'udp_recv_closed_C2'] as $counter) {
        echo "  $counter ", $counters[$counter] ?? 'none', "\n";
    }
}

/* What number $number of C0 looks like, of 8 bytes. */
function datagram(int $number): string
{
    return "C\0\0" . chr($number) . str_repeat(chr(65 + $number), 4);
}

play('truth', static function ($ends) {});
play('one that nobody sent', static function ($ends) {
    stream_socket_sendto($ends['u2']->stream, datagram(60), 0, $ends['u3']->address);
});
play('one from somewhere else', static function ($ends) {
    $ends['u2']->sent[0] = ['C0', 8, 'sent', false];
    stream_socket_sendto($ends['u0']->stream, datagram(0), 0, $ends['u3']->address);
});
play('one that was changed', static function ($ends) {
    $ends['u2']->sent[0] = ['C0', 9, 'sent', false];
    stream_socket_sendto($ends['u2']->stream, datagram(0), 0, $ends['u3']->address);
});
play('one that comes twice', static function ($ends) {
    $ends['u2']->sent[0] = ['C0', 8, 'sent', false];
    stream_socket_sendto($ends['u2']->stream, datagram(0), 0, $ends['u3']->address);
    stream_socket_sendto($ends['u2']->stream, datagram(0), 0, $ends['u3']->address);
});
play('one that comes late', static function ($ends) {
    $ends['u2']->sent = [['C0', 8, 'sent', false], ['C0', 8, 'sent', false]];
    stream_socket_sendto($ends['u2']->stream, datagram(1), 0, $ends['u3']->address);
    stream_socket_sendto($ends['u2']->stream, datagram(0), 0, $ends['u3']->address);
});
play('one that is lost', static function ($ends) {
    $ends['u2']->sent[0] = ['C0', 8, 'sent', false];
});
play('a receive that brings nothing', static function ($ends) {
    stream_set_blocking($ends['u1']->stream, false);
});
/* C9 is nobody, so nothing wakes him. */
play('one who waits for what has come', static function ($ends) {
    $ends['u2']->sent[0] = ['C0', 8, 'sent', false];
    stream_socket_sendto($ends['u2']->stream, datagram(0), 0, $ends['u3']->address);
    $ends['u3']->receiving['C9'] = true;
});
--EXPECT--
truth: DONE
  udp_send_ok_C0 3
  udp_send_full_C0 1
  udp_recv_ok_C0 1
  udp_recv_ok_C1 1
  udp_send_ok_C1 1
  udp_recv_closed_C1 2
  udp_recv_closed_C2 2
one that nobody sent: conservation: udp u3: unsent: received what nobody sent
one from somewhere else: conservation: udp u3: unsent: received what nobody sent
one that was changed: conservation: udp u3: changed: number 0 of C0 is not what was sent
one that comes twice: conservation: udp u3: twice: number 0 of C0 was received before
one that comes late: conservation: udp u3: order: number 0 of C0 was received after number 1
one that is lost: conservation: udp u3: lost: number 0 of C0 was sent, and is nowhere
a receive that brings nothing: conservation: udp u1: answers: a receive brought nothing, though the socket is open
one who waits for what has come: liveness: C9: receives, though u3 is readable
