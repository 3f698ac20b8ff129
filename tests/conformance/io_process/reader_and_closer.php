<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sleep', '60'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$reader = spawn(fn () => @fread($pipes[1], 100));
$writer = spawn(fn () => @fwrite($pipes[0], str_repeat('x', 4 << 20)));
delay(5);
$closer = spawn(fn () => proc_close($child));
delay(5);
var_dump((string) await($reader));
var_dump((int) await($writer) < 4 << 20);
proc_terminate($child, 9);
var_dump(await($closer) !== 0);
