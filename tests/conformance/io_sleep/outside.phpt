--TEST--
before the scheduler runs, the sleeping functions are the engine's
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
$begin = hrtime(true);
usleep(10000);
echo json_encode([sleep(0), time_nanosleep(0, 1000), (hrtime(true) - $begin) / 1e6 >= 9]), "\n";
--EXPECT--
[0,true,true]
