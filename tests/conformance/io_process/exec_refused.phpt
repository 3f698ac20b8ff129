--TEST--
what the commands refuse they refuse in coroutines as well
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    foreach ([fn () => exec(''), fn () => shell_exec(''), fn () => system("a\0b"), fn () => passthru([]),
        fn () => exec(), fn () => popen('true', 'x'), fn () => proc_close(STDIN)] as $call) {
        try {
            $call();
        } catch (Error $e) {
            echo get_class($e), "\n";
        }
    }
}));
--EXPECT--
ValueError
ValueError
ValueError
TypeError
ArgumentCountError
ValueError
TypeError
