--TEST--
available_parallelism(), cpu_usage() and loadavg() tell about the machine, without starting the scheduler
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('Async\\cpu_usage')) die('skip no cpu_usage()');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{available_parallelism, cpu_usage, loadavg, get_coroutines, spawn, await};

var_dump(available_parallelism() >= 1);

$loads = loadavg();
var_dump($loads === null || (array_keys($loads) === [0, 1, 2] && min($loads) >= 0 && $loads === array_map('floatval', $loads)));

$first = cpu_usage();
$keys = array_keys($first);
sort($keys);
echo implode(" ", $keys), "\n";
var_dump($first["process_cores"], $first["process_percent"], $first["system_percent"], $first["interval_sec"]);
var_dump($first["cpu_count"] >= 1);
var_dump(count(get_coroutines()));

/* The counters of the process go in steps of some milliseconds. */
$end = microtime(true) + 0.2;
while (microtime(true) < $end);
$second = cpu_usage();
var_dump($second["interval_sec"] >= 0.19, $second["process_cores"] > 0, $second["cpu_count"] === $first["cpu_count"]);
var_dump($second["process_percent"] > 0 && $second["process_percent"] <= $second["process_cores"] * 100);
var_dump($second["system_percent"] >= 0 && $second["system_percent"] <= 100);
var_dump(await(spawn(fn () => cpu_usage()["interval_sec"])) < $second["interval_sec"] + 60);
try {
    loadavg(1);
} catch (ArgumentCountError $e) {
    echo "no arguments\n";
}
--EXPECT--
bool(true)
bool(true)
cpu_count interval_sec loadavg process_cores process_percent system_percent
float(0)
float(0)
float(0)
float(0)
bool(true)
int(0)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
no arguments
