--TEST--
several readers of one pipe: each line goes to one of them
--DESCRIPTION--
B46: they share the stream's buffer.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

const CHILD = 'for ($i = 0; $i < 300; $i++) { echo "line $i\n"; if ($i % 40 == 0) usleep(500); }';
$child = proc_open([PHP_BINARY, '-n', '-r', CHILD], [1 => ['pipe', 'w']], $pipes);
$lines = [];
$readers = [];
for ($i = 0; $i < 4; $i++) {
    $readers[] = spawn(function () use ($pipes, &$lines) {
        while (($chunk = @fread($pipes[1], 7)) !== false && $chunk !== '') {
            $lines[] = $chunk;
        }
    });
}
await_all($readers);
$whole = implode('', array_map(fn ($i) => "line $i\n", range(0, 299)));
var_dump(strlen(implode('', $lines)) === strlen($whole));
var_dump(count_chars(implode('', $lines), 1) === count_chars($whole, 1));
--EXPECT--
bool(true)
bool(true)
