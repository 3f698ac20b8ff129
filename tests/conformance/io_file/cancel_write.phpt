--TEST--
a cancelled write is in the file whole or not at all, and later ones are not mixed up with it
--DESCRIPTION--
B43: the bytes of a cancelled write belong to it until the worker is through.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, delay, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
$record = fn (string $c, int $size) => str_repeat($c, $size) . "\n";
$cancelled = 0;
for ($after = 0; $after < 12; $after++) {
    $f = fopen($name, "w");
    $sizes = ["a" => 100, "b" => 300000, "c" => 10];
    $results = [];
    $all = [];
    foreach ($sizes as $letter => $size) {
        $all[$letter] = spawn(function () use ($f, $letter, $size, $record, &$results) {
            try {
                $results[$letter] = @fwrite($f, $record($letter, $size));
            } catch (Async\AsyncCancellation $e) {
                $results[$letter] = false;
            }
        });
    }
    for ($i = 0; $i < $after; $i++) {
        $i < 9 ? suspend() : delay(1);
    }
    $all["b"]->cancel();
    foreach ($all as $c) {
        try {
            await($c);
        } catch (Async\AsyncCancellation $e) {
        }
    }
    fwrite($f, "end\n");
    fclose($f);
    $lines = explode("\n", file_get_contents($name));
    $cancelled += ($results["b"] ?? false) === false;
    if (array_pop($lines) !== "" || array_pop($lines) !== "end") {
        echo "the end is not at the end after $after\n";
    }
    sort($lines);
    $seen = implode(",", array_map(fn ($line) => ($line[0] ?? "") . strlen($line), $lines));
    if (!in_array($seen, ["a100,b300000,c10", "a100,c10"]) || (($results["b"] ?? false) && $seen === "a100,c10")) {
        echo "after $after: $seen\n";
    }
}
unlink($name);
echo $cancelled > 0 ? "cancelled" : "never", "\n";
--EXPECT--
cancelled
