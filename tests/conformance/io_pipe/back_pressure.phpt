--TEST--
a writer waits for a slow child while others run
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

const CHILD = 'fgets(fopen("php://fd/3", "r")); $h = hash_init("crc32b"); $n = 0;
    while (($s = fread(STDIN, 8192)) !== "" && $s !== false) { hash_update($h, $s); $n += strlen($s); }
    echo $n, " ", hash_final($h), "\n";';
$child = proc_open([PHP_BINARY, '-n', '-r', CHILD], [['pipe', 'r'], ['pipe', 'w'], 3 => ['pipe', 'r']], $pipes);
$data = implode("\n", range(100000, 140000));
$written = false;
$ticks = 0;
/* The child does not read before the ticker has run a few times. */
$ticker = spawn(function () use ($pipes, &$written, &$ticks) {
    while (!$written) {
        if (++$ticks === 3) {
            fwrite($pipes[3], "read\n");
        }
        delay(1);
    }
});
$writer = spawn(function () use ($pipes, $data, &$written) {
    $count = fwrite($pipes[0], $data);
    $written = true;
    fclose($pipes[0]);
    return $count;
});
var_dump(await($writer) === strlen($data));
await($ticker);
var_dump($ticks > 2);
var_dump(trim(fgets($pipes[1])) === strlen($data) . ' ' . hash('crc32b', $data));
--EXPECT--
bool(true)
bool(true)
bool(true)
