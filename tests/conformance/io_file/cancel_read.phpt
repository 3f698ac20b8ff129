--TEST--
a cancelled read takes no bytes with it
--DESCRIPTION--
B45
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, delay, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
file_put_contents($name, implode(range(100000, 199999)));
$outcomes = [];
for ($after = 0; $after < 12; $after++) {
    $f = fopen($name, "r");
    $first = null;
    $c = spawn(function () use ($f, &$first) {
        try {
            $first = @fread($f, 6000);
        } catch (Async\AsyncCancellation $e) {
            $first = false;
        }
    });
    for ($i = 0; $i < $after; $i++) {
        $i < 9 ? suspend() : delay(1);
    }
    $c->cancel();
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
    }
    $taken = is_string($first) ? strlen($first) : 0;
    if (ftell($f) !== $taken) {
        echo "the position is ", ftell($f), " after $taken bytes\n";
    }
    $rest = await(spawn(fn () => stream_get_contents($f)));
    if (($taken ? $first : "") . $rest !== implode(range(100000, 199999))) {
        echo "bytes are missing after $after: $taken\n";
    }
    $outcomes[] = $taken;
    fclose($f);
}
unlink($name);
echo in_array(0, $outcomes) ? "cancelled" : "never", "\n";
--EXPECT--
cancelled
