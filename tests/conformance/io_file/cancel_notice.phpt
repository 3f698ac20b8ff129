--TEST--
a cancellation does not come out of a call on a file: the call fails with a notice
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await};

set_error_handler(function (int $level, string $message) {
    echo $level === E_NOTICE ? "notice" : $level, ": ", preg_replace('/^.*?\(\): /', '', $message), "\n";
    return true;
});
$f = tmpfile();
fwrite($f, "0123456789");
rewind($f);
$c = spawn(function () use ($f) {
    var_dump(fread($f, 5));
    echo "goes on\n";
});
suspend();
$c->cancel(new Async\AsyncCancellation("enough"));
await($c);
$c = spawn(function () use ($f) {
    var_dump(fwrite($f, "abc"));
    echo "goes on\n";
});
suspend();
$c->cancel(new Async\AsyncCancellation("enough"));
await($c);
--EXPECT--
notice: Read of 8192 bytes failed with async IO error: enough
bool(false)
goes on
notice: Write of 3 bytes failed with async IO error: enough
bool(false)
goes on
