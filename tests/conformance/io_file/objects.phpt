--TEST--
SplFileObject and fgetcsv work inside coroutines
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$all = [];
for ($c = 0; $c < 3; $c++) {
    $all[] = spawn(function () use ($c) {
        $file = new SplTempFileObject(0);
        for ($i = 0; $i < 100; $i++) {
            $file->fputcsv([$c, $i, "a \"quoted\" field"]);
        }
        $file->rewind();
        for ($sum = 0; ($row = $file->fgetcsv()) && count($row) === 3; ) {
            $sum += $row[1];
        }
        return $sum;
    });
}
[$results] = await_all($all);
echo implode(" ", $results), "\n";
--EXPECT--
4950 4950 4950
