--TEST--
no descriptor is left of what was run
--DESCRIPTION--
B57.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay, timeout};

function descriptors(): int {
    return count(scandir('/proc/self/fd'));
}
function run(): void {
    exec('true');
    `echo x`;
    pclose(popen('true', 'r'));
    proc_close(proc_open(['true'], [['pipe', 'r'], ['pipe', 'w'], ['socket']], $pipes));
    $child = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
    $reader = spawn(fn () => @fread($pipes[1], 1));
    delay(2);
    fclose($pipes[1]);
    await($reader);
    proc_close($child);
}
await(spawn(run(...)));
$before = descriptors();
for ($i = 0; $i < 5; $i++) {
    await(spawn(run(...)));
}
delay(1);
var_dump(descriptors() - $before);
--EXPECT--
int(0)
