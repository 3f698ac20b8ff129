--TEST--
fread() returns what is in the buffer instead of waiting for more
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, timeout, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

fwrite($b, "0123456789");
$c = spawn(fn () => [fread($a, 4), fread($a, 100)]);
echo json_encode(await($c, timeout(1000))), "\n";
fwrite($b, "abc");
$c = spawn(fn () => [fread($a, 2), fread($a, 100), fread($a, 100)]);
delay(1);
fwrite($b, "def");
echo json_encode(await($c, timeout(1000))), "\n";
$c = spawn(fn () => [stream_get_line($a, 100, "\n"), fgets($a)]);
foreach (["li", "ne\nno", "ther\n"] as $piece) {
    fwrite($b, $piece);
    delay(1);
}
echo json_encode(await($c, timeout(1000))), "\n";
--EXPECT--
["0123","456789"]
["ab","c","def"]
["line","nother\n"]
