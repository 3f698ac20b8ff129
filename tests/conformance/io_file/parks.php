<?php
use function Async\{spawn, suspend, await};

// The coroutine that watches is ready whenever the other one has parked.
$f = tmpfile();
fwrite($f, str_repeat("x", 100));
$calls = [
    "fwrite" => fn () => fwrite($f, "y"),
    "fread" => fn () => fread($f, 10),
    "fsync" => fn () => fsync($f),
    "fdatasync" => fn () => fdatasync($f),
    "fstat" => fn () => fstat($f)["size"],
];
foreach ($calls as $name => $call) {
    rewind($f);
    $state = "not run";
    $c = spawn(function () use ($call, &$state) {
        $state = "parked";
        $result = $call();
        $state = "ended";
        return $result;
    });
    suspend();
    echo "$name $state ", json_encode(await($c)), "\n";
}
