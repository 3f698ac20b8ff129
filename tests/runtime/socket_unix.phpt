--TEST--
unix:// streams park too
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn};


$path = sys_get_temp_dir() . "/rt-" . getmypid() . ".sock";
$server = stream_socket_server("unix://$path");
spawn(function () use ($server) {
    $c = stream_socket_accept($server, 5);
    fwrite($c, fread($c, 10) . "!");
    fclose($c);
});
$c = stream_socket_client("unix://$path");
fwrite($c, "hello");
var_dump(stream_get_contents($c));
unlink($path);
--EXPECT--
string(6) "hello!"
