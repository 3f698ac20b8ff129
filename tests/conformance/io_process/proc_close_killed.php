<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sleep', '60'], [], $pipes);
$closer = spawn(fn () => proc_close($child));
delay(5);
var_dump(proc_terminate($child, 9));
var_dump(await($closer) !== 0);
