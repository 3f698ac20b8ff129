--TEST--
copying from a child to a child
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$from = proc_open([PHP_BINARY, '-n', '-r', 'for ($i = 0; $i < 20000; $i++) echo "number $i\n";'],
    [1 => ['pipe', 'w']], $source);
$to = proc_open([PHP_BINARY, '-n', '-r', 'usleep(20000); echo md5(stream_get_contents(STDIN));'],
    [['pipe', 'r'], ['pipe', 'w']], $target);
$expected = hash_init('md5');
for ($i = 0; $i < 20000; $i++) {
    hash_update($expected, "number $i\n");
}
$copied = await(spawn(fn () => stream_copy_to_stream($source[1], $target[0])));
fclose($target[0]);
var_dump($copied > 100000, stream_get_contents($target[1]) === hash_final($expected));
--EXPECT--
bool(true)
bool(true)
