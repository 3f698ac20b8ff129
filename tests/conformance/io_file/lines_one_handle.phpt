--TEST--
coroutines that read lines from one handle get each line once and whole
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
$lines = [];
for ($i = 0; $i < 3000; $i++) {
    $lines[] = "line $i\n";
}
file_put_contents($name, $lines);
$f = fopen($name, "r");
$got = [];
$all = [];
for ($c = 0; $c < 4; $c++) {
    $all[] = spawn(function () use ($f, &$got) {
        // A line that is not in the buffer yet is read by several at once: pieces, but no byte twice.
        while (($line = fgets($f)) !== false) {
            $got[] = $line;
        }
    });
}
await_all($all);
fclose($f);
unlink($name);
echo strlen(implode("", $got)) === strlen(implode("", $lines)) ? "all bytes" : "other bytes", "\n";
echo count(array_intersect($lines, $got)) > 2900 ? "lines" : "pieces", "\n";
--EXPECT--
all bytes
lines
