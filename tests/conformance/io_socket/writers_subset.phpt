--TEST--
some of the writers of one stream are cancelled; the others write all they have
--DESCRIPTION--
B55
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$size = 4 << 20;
foreach (["p", "q", "r"] as $i => $byte) {
    $writers[$i] = spawn(fn () => fwrite($a, str_repeat($byte, $size)));
}
delay(2);
$writers[1]->cancel();
$reader = spawn(function () use ($b) {
    $counts = ["p" => 0, "q" => 0, "r" => 0];
    while (($data = fread($b, 65536)) !== '') {
        foreach (count_chars($data, 1) as $byte => $n) {
            $counts[chr($byte)] += $n;
        }
    }
    return $counts;
});
[$sent, $errors] = await_all($writers);
fclose($a);
$got = await($reader);
echo json_encode([array_keys($sent), $got["p"] === $size, $got["q"] < $size, $got["r"] === $size,
    get_class($errors[1])]), "\n";
--EXPECT--
[[0,2],true,true,true,"Async\\AsyncCancellation"]
