--TEST--
coroutines that read from one handle get every byte once
--DESCRIPTION--
B46: what two calls have read at the same time must not be credited twice.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
$size = 200000;
for ($data = "", $i = 0; strlen($data) < $size; $i++) {
    $data .= sprintf("%07d\n", $i);
}
file_put_contents($name, $data);
foreach ([8, 1000, 8192] as $piece) {
    $f = fopen($name, "r");
    $got = [];
    $all = [];
    for ($c = 0; $c < 5; $c++) {
        $all[] = spawn(function () use ($f, $piece, &$got) {
            while (($bytes = fread($f, $piece)) !== false && $bytes !== "") {
                $got[] = $bytes;
            }
        });
    }
    await_all($all);
    $bytes = implode("", $got);
    echo strlen($bytes), " ", feof($f) ? "eof" : "no eof", " ",
        count_chars($bytes, 3) === count_chars($data, 3) && count_chars($bytes, 0) === count_chars($data, 0) ? "same" : "others", "\n";
    fclose($f);
}
unlink($name);
--EXPECT--
200000 eof same
200000 eof same
200000 eof same
