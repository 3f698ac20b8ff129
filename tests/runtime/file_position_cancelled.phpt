--TEST--
the position of a handle counts the writes that were cancelled too late
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, delay, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
for ($after = 0; $after < 12; $after++) {
    $f = fopen($name, "w");
    $writer = spawn(fn () => @fwrite($f, str_repeat("b", 4000000)));
    for ($i = 0; $i < $after; $i++) {
        $i < 9 ? suspend() : delay(1);
    }
    $writer->cancel();
    await_all([$writer]);
    await_all([spawn(fn () => fwrite($f, "end"))]);
    clearstatcache();
    if (ftell($f) !== filesize($name)) {
        echo "after $after: at ", ftell($f), " of ", filesize($name), "\n";
    }
    fclose($f);
}
unlink($name);
echo "done\n";
--EXPECT--
done
