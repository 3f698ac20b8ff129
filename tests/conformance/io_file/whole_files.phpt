--TEST--
the functions on whole files work inside coroutines
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$folder = sys_get_temp_dir() . "/pfa" . getmypid() . "w";
mkdir($folder);
$all = [];
for ($c = 0; $c < 6; $c++) {
    $all[] = spawn(function () use ($folder, $c) {
        $name = "$folder/$c";
        $data = str_repeat("$c line\n", 5000);
        $ok = file_put_contents($name, $data) === strlen($data)
            && file_put_contents($name, "more", FILE_APPEND) === 4
            && copy($name, "$name.copy")
            && file_get_contents("$name.copy") === $data . "more"
            && count(file($name)) === 5001
            && md5_file($name) === md5($data . "more");
        $from = fopen($name, "r");
        $to = fopen("$name.to", "w");
        $ok = $ok && stream_copy_to_stream($from, $to) === strlen($data) + 4;
        fclose($from);
        fclose($to);
        ob_start();
        readfile("$name.to");
        return $ok && ob_get_clean() === $data . "more";
    });
}
[$results] = await_all($all);
var_dump(array_unique($results) === [0 => true]);
array_map(unlink(...), glob("$folder/*"));
rmdir($folder);
--EXPECT--
bool(true)
