--TEST--
the bytes of a cancelled write are a prefix of its data
--DESCRIPTION--
B55: what the child gets belongs to the data and to nothing else.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

const CHILD = 'fgets(STDIN); $s = stream_get_contents(STDIN); echo strlen($s), " ", md5($s), "\n";';
$child = proc_open([PHP_BINARY, '-n', '-r', CHILD], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$data = implode("\n", range(100000, 200000));
fwrite($pipes[0], "go\n");
proc_terminate($child, 19);
delay(20);
$writer = spawn(function () use ($pipes, $data) {
    try {
        return (int) @fwrite($pipes[0], $data);
    } catch (Async\AsyncCancellation) {
        return null;
    }
});
delay(5);
$writer->cancel();
try {
    $written = await($writer);
} catch (Async\AsyncCancellation) {
    $written = null;
}
unset($data);
proc_terminate($child, 18);
fclose($pipes[0]);
[$size, $hash] = explode(' ', trim(fgets($pipes[1])));
$data = implode("\n", range(100000, 200000));
var_dump($written === null || $written === (int) $size);
var_dump($size < strlen($data));
var_dump(md5(substr($data, 0, (int) $size)) === $hash);
--EXPECT--
bool(true)
bool(true)
bool(true)
