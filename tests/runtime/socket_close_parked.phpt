--TEST--
fclose() by another coroutine wakes who is parked in the stream
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

$reader = spawn(function () use ($a) { return fread($a, 10); });
$liner = spawn(function () use ($a) { return fgets($a); });
$writer = spawn(function () use ($a) { return @fwrite($a, str_repeat("x", 4 << 20)); });
delay(1);
var_dump(fclose($a));
var_dump(is_resource($a), gettype($a), get_resource_type($a));
try {
    fread($a, 1);
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}
try {
    fclose($a);
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}
$r = await($reader);
var_dump($r === "" || $r === false, await($liner));
var_dump(is_int(await($writer)));
var_dump(strlen(stream_get_contents($b)) > 0);
--EXPECT--
bool(true)
bool(false)
string(17) "resource (closed)"
string(7) "Unknown"
fread(): supplied resource is not a valid stream resource
fclose(): supplied resource is not a valid stream resource
bool(true)
bool(false)
bool(true)
bool(true)
