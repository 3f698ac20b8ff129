--TEST--
connecting to a name without an address fails with a warning
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    $warnings = "";
    set_error_handler(function ($no, $text) use (&$warnings) { $warnings .= $text; return true; });
    $c = stream_socket_client("tcp://no-such-host.invalid:80", $number, $text, 5);
    echo json_encode([$c, str_contains($warnings, "getaddrinfo for no-such-host.invalid failed")]), "\n";
}));
--EXPECT--
[false,true]
