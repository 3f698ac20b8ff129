--TEST--
each call on a file parks its coroutine
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await};

// The coroutine that watches is ready whenever the other one has parked.
$f = tmpfile();
fwrite($f, str_repeat("x", 100));
$calls = [
    "fwrite" => fn () => fwrite($f, "y"),
    "fread" => fn () => fread($f, 10),
    "fsync" => fn () => fsync($f),
    "fdatasync" => fn () => fdatasync($f),
    "fstat" => fn () => fstat($f)["size"],
];
foreach ($calls as $name => $call) {
    rewind($f);
    $state = "not run";
    $c = spawn(function () use ($call, &$state) {
        $state = "parked";
        $result = $call();
        $state = "ended";
        return $result;
    });
    suspend();
    echo "$name $state ", json_encode(await($c)), "\n";
}
--EXPECT--
fwrite parked 1
fread parked "yxxxxxxxxx"
fsync parked true
fdatasync parked true
fstat parked 100
