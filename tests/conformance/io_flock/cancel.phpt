--TEST--
a coroutine that waits for a lock can be cancelled, and then does not hold it
--DESCRIPTION--
B41, B42
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, delay, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
$a = fopen($name, "r");
flock($a, LOCK_EX);
for ($after = 0; $after < 8; $after++) {
    $b = fopen($name, "r");
    $outcome = null;
    $c = spawn(function () use ($b, &$outcome) {
        try {
            $outcome = @flock($b, LOCK_EX, $would) || $would;
        } catch (Async\AsyncCancellation $e) {
            $outcome = false;
        }
    });
    suspend();
    for ($i = 0; $i < $after; $i++) {
        $i % 2 ? delay(3) : suspend();
    }
    $c->cancel();
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
    }
    if ($outcome !== false) {
        var_dump($outcome);
    }
}
flock($a, LOCK_UN);
var_dump(flock($b, LOCK_EX | LOCK_NB));
unlink($name);
--EXPECT--
bool(true)
