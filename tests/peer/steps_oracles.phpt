--TEST--
Steps: what the invariants complain about, by facts that are falsified after the run
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

$steps = new Steps(8192);
$P0 = $steps->peer('P0', ['mode' => 'consume', 'rst' => 11]);
$P1 = $steps->peer('P1', ['mode' => 'serve', 'payload' => 10, 'fin' => 4]);
$steps->coroutine('C0', function () use ($steps, $P0, $P1) {
    $steps->upload('C0', $P0, 10, 10);
    $steps->download('C0', $P1, 10);
    $steps->delay('C0', 1);
    $steps->cancel('C0', 'C0');
});
$steps->run(5000);
$falsify = static function (string $name, $object, string $property, $value) use ($steps) {
    $property = new ReflectionProperty($object, $property);
    $property->setAccessible(true);
    $truth = $property->getValue($object);
    $property->setValue($object, is_callable($value) ? $value($truth) : $value);
    echo "$name:\n";
    foreach ($steps->violations() as $violation) {
        echo '  ', implode(': ', $violation), "\n";
    }
    $property->setValue($object, $truth);
};
$ledger = new ReflectionProperty($steps, 'ledger');
$ledger->setAccessible(true);
$ledger = $ledger->getValue($steps);
$consume = $P0->links[0];
$serve = $P1->links[0];
$falsify('truth', $consume, 'read', 10);
$falsify('read more than sent', $consume, 'read', 11);
$falsify('read less than sent', $consume, 'read', 9);
$consume->ended = 'error';
$falsify('the same, not to EOF', $consume, 'read', 9);
$consume->ended = 'eof';
$falsify('read garbage', $consume, 'mismatch', 3);
$falsify('cancelled', $consume, 'ended', 'cancelled');
$falsify('threw', $consume, 'error', 'Error: x');
$falsify('accept threw', $P0, 'error', 'Error: y');
$falsify('short, though the peer sent all', $serve, 'ended', 'close');
$bucket = static function (string $name) {
    return static function (array $counters) use ($name) {
        $counters[$name]++;
        return $counters;
    };
};
$falsify('two buckets', $ledger, 'counters', $bucket('delay_ok_C0'));
$falsify('no bucket', $ledger, 'counters', $bucket('io_upload_attempts_C0'));
$falsify('cancel', $ledger, 'counters', $bucket('cancelled_C0'));
--EXPECT--
truth:
read more than sent:
  bytes: C0 upload P0: the peer read 11 bytes, but 10 were sent
  bytes: P0: read 11 bytes, but 10 were sent to it
read less than sent:
  bytes: C0 upload P0: the peer read 9 bytes up to EOF, but 10 were sent
the same, not to EOF:
read garbage:
  bytes: P0.0: at offset 3: read what nobody sent
cancelled:
  unexpected: P0.0: cancelled, but nobody cancelled it
threw:
  unexpected: P0.0: Error: x
accept threw:
  unexpected: P0: Error: y
short, though the peer sent all:
  bytes: C0 download P1: received 4 of 10 bytes, and the peer sent 4
two buckets:
  buckets: C0 delay: 1 attempts, 2 outcomes
no bucket:
  buckets: C0 io_upload: 2 attempts, 1 outcomes
cancel:
  buckets: cancel: 1 attempts, 2 outcomes
