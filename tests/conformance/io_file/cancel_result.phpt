--TEST--
a cancelled read or write fails or throws, and the handle stays usable
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await};

$f = tmpfile();
fwrite($f, "0123456789");
rewind($f);
foreach (["read" => fn () => @fread($f, 5), "write" => fn () => @fwrite($f, "")
        , "sync" => fn () => @fsync($f), "truncate" => fn () => @ftruncate($f, 10)] as $name => $call) {
    $result = "none";
    $c = spawn(function () use ($call, &$result) {
        try {
            $result = $call();
        } catch (Async\AsyncCancellation $e) {
            $result = "thrown";
        }
    });
    suspend();
    $c->cancel();
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
    }
    echo $name, in_array($result, [false, "thrown", "", 0], true) ? "" : " " . json_encode($result), "\n";
}
rewind($f);
var_dump(await(spawn(fn () => fread($f, 100))));
--EXPECT--
read
write
sync
truncate
string(10) "0123456789"
