--TEST--
exec(): the last line, all lines, the exit code; others run meanwhile
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$ended = false;
$ticks = 0;
$ticker = spawn(function () use (&$ended, &$ticks) {
    while (!$ended) {
        $ticks++;
        delay(1);
    }
});
$coroutine = spawn(function () use (&$ended) {
    echo json_encode(exec("echo one; sleep 0.5; echo 'two  '; exit 3", $lines, $code)), json_encode([$lines, $code]), "\n";
    echo json_encode(exec("printf 'a\\n\\n b \\nno newline \\t'", $lines, $code)), json_encode([$lines, $code]), "\n";
    echo json_encode(exec('true')), json_encode(exec('echo; echo')), "\n";
    $none = 'not an array';
    echo json_encode(exec('exit 2', $none, $code)), json_encode([$none, $code]), "\n";
    $ended = true;
});
await($coroutine);
await($ticker);
var_dump($ticks > 3);
--EXPECT--
"two"[["one","two"],3]
"no newline"[["one","two","a",""," b","no newline"],0]
""""
""[[],2]
bool(true)
