--TEST--
every reading function parks, and reads what comes
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$calls = [
    'fgetc' => fn ($s) => fgetc($s) . fgetc($s) . fgetc($s),
    'fgets' => fn ($s) => fgets($s),
    'fgetcsv' => fn ($s) => fgetcsv($s),
    'stream_get_line' => fn ($s) => stream_get_line($s, 100, "\n"),
    'stream_get_contents' => fn ($s) => stream_get_contents($s),
    'stream_get_contents 3' => fn ($s) => stream_get_contents($s, 3),
    'stream_copy_to_stream' => function ($s) {
        $memory = fopen("php://memory", "w+");
        $n = stream_copy_to_stream($s, $memory);
        rewind($memory);
        return [$n, stream_get_contents($memory)];
    },
];
foreach ($calls as $name => $call) {
    [$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $other = 0;
    $reader = spawn(function () use ($call, $a, &$other) { return [$call($a), $other > 1]; });
    $writer = spawn(function () use ($b, &$other) {
        foreach (["a", ",b", "\n"] as $piece) {
            $other++;
            delay(1);
            fwrite($b, $piece);
        }
        fclose($b);
    });
    echo $name, " ", json_encode(await($reader)), "\n";
    await($writer);
}
--EXPECT--
fgetc ["a,b",true]
fgets ["a,b\n",true]
fgetcsv [["a","b"],true]
stream_get_line ["a,b",true]
stream_get_contents ["a,b\n",true]
stream_get_contents 3 ["a,b",true]
stream_copy_to_stream [[4,"a,b\n"],true]
