--TEST--
coroutines that write to one handle lose nothing
--DESCRIPTION--
B58
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
$f = fopen($name, "w");
$all = [];
for ($c = 0; $c < 10; $c++) {
    $all[] = spawn(function () use ($f, $c) {
        for ($i = 0; $i < 100; $i++) {
            if (fwrite($f, "$c:$i\n") !== strlen("$c:$i\n")) {
                echo "short\n";
            }
        }
    });
}
await_all($all);
var_dump(fclose($f));
$lines = file($name, FILE_IGNORE_NEW_LINES);
unlink($name);
echo count($lines), " ", count(array_unique($lines)), "\n";
// Of each coroutine in the order in which it wrote them.
$next = array_fill(0, 10, 0);
foreach ($lines as $line) {
    [$c, $i] = explode(":", $line);
    if ((int) $i !== $next[$c]++) {
        echo "out of order\n";
        break;
    }
}
--EXPECT--
bool(true)
1000 1000
