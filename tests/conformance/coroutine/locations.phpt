--TEST--
where a coroutine was spawned and where it is suspended
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, delay, spawn, suspend};

$body = function () {
    suspend(); // yields
    delay(5); // parks
};
$c = spawn($body); $line = __LINE__;
var_dump($c->getSpawnFileAndLine() === [__FILE__, $line], $c->getSpawnLocation() === __FILE__ . ":$line");
var_dump($c->getSuspendFileAndLine() === [null, 0], $c->getSuspendLocation());
suspend();
echo basename($c->getSuspendFileAndLine()[0]), ":", $c->getSuspendFileAndLine()[1], "\n";
suspend();
var_dump($c->getSuspendLocation() === __FILE__ . ":6", is_array($c->getAwaitingInfo()));
await($c);
var_dump($c->getSuspendFileAndLine() === [null, 0], $c->getSuspendLocation(), $c->getAwaitingInfo());
--EXPECT--
bool(true)
bool(true)
bool(true)
string(7) "unknown"
locations.php:5
bool(true)
bool(true)
bool(true)
string(7) "unknown"
array(0) {
}
