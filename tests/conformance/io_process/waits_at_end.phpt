--TEST--
a program does not end before its coroutines have their children
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};

spawn(function () {
    echo exec('sleep 0.05; echo late'), "\n";
    echo proc_close(proc_open(['sh', '-c', 'sleep 0.05; exit 2'], [], $pipes)), "\n";
});
register_shutdown_function(function () {
    echo "shutdown\n";
});
echo "end of main\n";
--EXPECT--
end of main
late
2
shutdown
