--TEST--
socket_connect() to a name without an address fails as PHP's does
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

function attempt(): array
{
    $warnings = [];
    set_error_handler(function ($number, $text) use (&$warnings) { $warnings[] = $text; return true; });
    $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    $result = [socket_connect($s, "no-such-host.invalid", 80), socket_last_error($s), socket_last_error()];
    restore_error_handler();
    return [$result, $warnings];
}

// Before there is any coroutine, PHP's own function answers.
$expected = attempt();
socket_clear_error();
$log = [];
$c = spawn(function () use (&$log) {
    $result = attempt();
    $log[] = "failed";
    return $result;
});
spawn(function () use (&$log) { $log[] = "other"; });
echo json_encode([await($c) === $expected, $expected[0][0], $expected[0][1] < -10000, $log]), "\n";
--EXPECT--
[true,false,true,["other","failed"]]
