--TEST--
PHP_NORMAL_READ reads to the end of a line, however it comes
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
$c = spawn(function () use ($p) {
    $lines = [];
    while (($line = @socket_read($p[0], 1000, PHP_NORMAL_READ)) !== '' && $line !== false) {
        $lines[] = $line;
    }
    return $lines;
});
foreach (["on", "e\ntw", str_repeat("o", 300), "\n"] as $piece) {
    delay(2);
    socket_write($p[1], $piece);
}
socket_close($p[1]);
echo json_encode(array_map(fn ($line) => [strlen($line), substr($line, 0, 3)], await($c))), "\n";
--EXPECT--
[[4,"one"],[303,"two"]]
