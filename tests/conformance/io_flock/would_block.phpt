--TEST--
LOCK_NB does not wait, and says that it would have to
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
$a = fopen($name, "r");
flock($a, LOCK_EX);
await(spawn(function () use ($name, $a) {
    $b = fopen($name, "r");
    var_dump(flock($b, LOCK_EX | LOCK_NB, $would), $would);
    var_dump(flock($b, LOCK_SH | LOCK_NB, $would), $would);
    flock($a, LOCK_UN);
    var_dump(flock($b, LOCK_EX | LOCK_NB, $would), $would);
    var_dump(flock($b, LOCK_SH, $would), $would);
}));
unlink($name);
--EXPECT--
bool(false)
int(1)
bool(false)
int(1)
bool(true)
int(0)
bool(true)
int(0)
