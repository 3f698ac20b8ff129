--TEST--
a cancellation that comes with the data wins; the data stays
--DESCRIPTION--
B45: a read that is cancelled must not have taken anything.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
foreach (['fread' => fn () => fread($a, 10), 'fgets' => fn () => fgets($a), 'fgetc' => fn () => fgetc($a),
        'stream_get_line' => fn () => stream_get_line($a, 100, "\n")] as $name => $read) {
    $c = spawn($read);
    suspend();
    fwrite($b, "kept\n");
    $c->cancel();
    try {
        await($c);
        echo "not cancelled\n";
    } catch (Async\AsyncCancellation $e) {
        echo $name, " ", fgets($a);
    }
}
--EXPECT--
fread kept
fgets kept
fgetc kept
stream_get_line kept
