--TEST--
others run while a file is read or written
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$turns = 0;
$done = false;
$other = spawn(function () use (&$turns, &$done) {
    while (!$done) {
        $turns++;
        suspend();
    }
});
await(spawn(function () use (&$turns, &$done) {
    $f = tmpfile();
    $parked = [];
    $calls = [
        "write" => fn () => fwrite($f, "some bytes"),
        "sync" => fn () => fsync($f),
        "datasync" => fn () => fdatasync($f),
        "stat" => fn () => fstat($f),
        "read" => fn () => rewind($f) && fread($f, 100),
    ];
    foreach ($calls as $name => $call) {
        $before = $turns;
        if ($call() === false) {
            echo "$name failed\n";
        }
        if ($turns > $before) {
            $parked[] = $name;
        }
    }
    $done = true;
    echo count($parked) > 0 ? "others ran" : "nobody ran", "\n";
}));
await($other);
--EXPECT--
others ran
