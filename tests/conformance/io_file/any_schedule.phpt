--TEST--
calls on one handle keep apart whoever runs first when they are through
--DESCRIPTION--
B46, B47, B58: under a schedule in which who was woken first does not run first.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:42
--FILE--
<?php
use function Async\{spawn, await_all};

$f = tmpfile();
$all = [];
for ($c = 0; $c < 8; $c++) {
    $all[] = spawn(function () use ($f, $c) {
        for ($i = 0; $i < 25; $i++) {
            fwrite($f, str_repeat(chr(65 + $c), 99) . "\n");
        }
    });
}
await_all($all);
rewind($f);
$got = [];
$all = [];
for ($c = 0; $c < 8; $c++) {
    $all[] = spawn(function () use ($f, &$got) {
        while (($bytes = fread($f, 1000)) !== false && $bytes !== "") {
            $got[] = $bytes;
        }
    });
}
await_all($all);
$counts = count_chars(implode("", $got), 1);
var_dump(array_values(array_unique($counts)) === [200, 2475], count($counts));
--EXPECT--
bool(true)
int(9)
