--TEST--
a stream is closed under its readers while many others are ready: the readers are told, whenever they come to run
--DESCRIPTION--
B52: the loop may be through with a descriptor before those who waited for it have run.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, await_all, delay, spawn, suspend};

[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$readers = [];
for ($i = 0; $i < 3; $i++) {
    $readers[] = spawn(function () use ($near) {
        $data = @fread($near, 1);
        return $data === false || $data === "";
    });
}
delay(1);
$stop = false;
$others = [];
for ($i = 0; $i < 100; $i++) {
    $others[] = spawn(function () use (&$stop) { while (!$stop) { suspend(); } });
}
suspend();
fclose($near);
[$results, $errors] = await_all($readers);
$stop = true;
await_all($others);
echo json_encode($results), " ", count($errors), "\n";
fclose($far);
--EXPECT--
[true,true,true] 0
