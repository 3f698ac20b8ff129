--TEST--
others run while a pipe is read
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$child = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$reader = spawn(function () use ($pipes) {
    $line = fgets($pipes[1]);
    echo "read: $line";
});
$writer = spawn(function () use ($pipes) {
    echo "write\n";
    fwrite($pipes[0], "through the child\n");
});
await($reader);
await($writer);
fclose($pipes[0]);
var_dump(fgets($pipes[1]), feof($pipes[1]));
echo proc_close($child), "\n";
--EXPECT--
write
read: through the child
bool(false)
bool(true)
0
