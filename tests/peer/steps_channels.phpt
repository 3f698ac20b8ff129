--TEST--
Steps: channels end well under any schedule, and what is falsified afterwards is complained about
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

$steps = new Steps();
foreach (['ch0', 'ch1', 'ch2', 'ch3'] as $name) {
    $steps->cell($name);
}
$steps->coroutine('C0', function () use ($steps) {
    $steps->send('C0', 'ch0', 3, 0);
    $steps->try_send('C0', 'ch3', 16);
    $steps->recv('C0', 'ch1', 1, 30);
});
$steps->coroutine('C1', function () use ($steps) {
    $steps->recv('C1', 'ch0', 3, 0);
    $steps->close_channel('C1', 'ch2');
    $steps->send('C1', 'ch2', 1, 0);
});
/* Nobody sends to it: its end is the end of the program. */
$steps->coroutine('C2', function () use ($steps) {
    $steps->iterate('C2', 'ch1', 1);
    $steps->delay('C2', 1);
});
$steps->run(500);
echo $steps->report(), "\n";
$counters = $steps->counters();
foreach (['send_ok_C0', 'sent_ch0', 'received_ch0', 'recv_ok_C1', 'try_send_full_C0', 'sent_ch3', 'received_ch3',
    'recv_timed_out_C0', 'send_closed_C1', 'iterate_closed_C2', 'delay_ok_C2'] as $counter) {
    echo "$counter ", $counters[$counter] ?? 'none', "\n";
}

function property($object, string $name): ReflectionProperty
{
    $property = new ReflectionProperty($object, $name);
    $property->setAccessible(true);
    return $property;
}
$channels = property($steps, 'channels')->getValue($steps);
$cells = property($channels, 'cells')->getValue($channels);
$falsify = static function (string $name, string $cell, callable $lie) use ($steps, $cells) {
    [$values, $takers] = [$cells[$cell]->values, $cells[$cell]->takers];
    $lie($cells[$cell]);
    echo "$name:\n";
    foreach ($steps->violations() as $violation) {
        echo '  ', implode(': ', $violation), "\n";
    }
    [$cells[$cell]->values, $cells[$cell]->takers] = [$values, $takers];
};
$falsify('truth', 'ch0', static function ($cell) {});
$falsify('lost', 'ch0', static function ($cell) {
    unset($cell->takers['C0:1']);
});
$falsify('left, and lost', 'ch3', static function ($cell) {
    unset($cell->takers['C0:3']);
});
$falsify('closed', 'ch0', static function ($cell) {
    $cell->values['C0:0'] = 'closed';
});
$falsify('full', 'ch3', static function ($cell) {
    $cell->values['C0:0'] = 'full';
});
$falsify('a rendezvous may be cancelled late', 'ch0', static function ($cell) {
    $cell->values['C0:0'] = 'cancelled';
});
$falsify('a buffer may not', 'ch3', static function ($cell) {
    $cell->values['C0:0'] = 'cancelled';
});
--EXPECT--
DONE
send_ok_C0 1
sent_ch0 3
received_ch0 3
recv_ok_C1 1
try_send_full_C0 1
sent_ch3 4
received_ch3 4
recv_timed_out_C0 1
send_closed_C1 1
iterate_closed_C2 1
delay_ok_C2 1
truth:
lost:
  conservation: channel ch0: lost: C0:1 was sent, and is nowhere
left, and lost:
  conservation: channel ch3: lost: C0:3 was sent, and is nowhere
closed:
  conservation: channel ch0: refused: C1 received C0:0, of which send said closed
full:
  conservation: channel ch3: refused: nobody received C0:0, of which send said full
a rendezvous may be cancelled late:
a buffer may not:
  conservation: channel ch3: refused: nobody received C0:0, though send was cancelled
