--TEST--
a full socket becomes writable when its peer reads
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_blocking($a, false);
$sent = 0;
while (($n = @fwrite($a, str_repeat("x", 65536))) > 0) {
    $sent += $n;
}
$c = spawn(function () use ($a) {
    $r = $e = null;
    $w = [$a];
    return stream_select($r, $w, $e, 10);
});
$reader = spawn(function () use ($b, $sent) {
    delay(3);
    for ($got = 0; $got < $sent;) {
        $got += strlen(fread($b, 65536));
    }
    return $got === $sent;
});
echo json_encode([await($c), await($reader)]), "\n";
--EXPECT--
[1,true]
