--TEST--
include does not let others run
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
file_put_contents($name, "<?php return \$turns;");
$turns = 0;
$other = spawn(function () use (&$turns) {
    for ($i = 0; $i < 20; $i++) {
        $turns++;
        suspend();
    }
});
suspend();
await(spawn(function () use ($name, &$turns) {
    $before = $turns;
    $inside = include $name;
    echo $turns === $before && $inside === $before ? "same" : "others ran", "\n";
}));
await($other);
unlink($name);
--EXPECT--
same
