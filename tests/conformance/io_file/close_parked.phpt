--TEST--
a file that is closed under a parked call wakes it
--DESCRIPTION--
B40, B43
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
file_put_contents($name, str_repeat("0123456789", 100000));
for ($round = 0; $round < 10; $round++) {
    $f = fopen($name, "r+");
    $all = $results = [];
    for ($i = 0; $i < 3; $i++) {
        $all[] = spawn(function () use ($f, &$results) { $results[] = @fread($f, 4096); });
        $all[] = spawn(function () use ($f, &$results) { $results[] = @fwrite($f, "abc"); });
    }
    for ($i = 0; $i < $round; $i++) {
        suspend();
    }
    fclose($f);
    [, $errors] = await_all($all);
    foreach ($errors as $error) {
        // Who had not begun has been given a stream that is closed.
        if (!$error instanceof TypeError) {
            echo get_class($error), "\n";
        }
    }
    foreach ($results as $result) {
        if ($result !== false && $result !== "" && $result !== 0 && $result !== 3 && strlen($result) !== 4096) {
            var_dump($result);
        }
    }
}
unlink($name);
echo "end\n";
--EXPECT--
end
