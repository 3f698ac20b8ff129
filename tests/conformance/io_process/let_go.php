<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sleep', '60'], [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
$pid = proc_get_status($child)['pid'];
$readers = [];
foreach ([1, 2, 2] as $i) {
    $readers[] = spawn(fn () => (string) @fread($pipes[$i], 100));
}
delay(5);
unset($child);
foreach ($readers as $reader) {
    var_dump(await($reader));
}
var_dump(get_resource_type($pipes[0]) !== 'stream');
exec("kill -9 $pid");
