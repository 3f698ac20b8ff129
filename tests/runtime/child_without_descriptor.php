<?php
/* In a process of its own, whose limit is low. The child ends only after others have run. */
const PROGRAM = '
use function Async\{spawn, delay};
$child = proc_open(["sh", "-c", "sleep 0.3; exit 7"], [], $pipes);
for ($files = []; $file = @fopen("/dev/null", "r"); $files[] = $file);
spawn(function () use ($child) {
    echo "close\n";
    echo proc_close($child), "\n";
});
spawn(function () {
    echo "other\n";
    delay(1);
    echo "other\n";
});
';
$child = proc_open(['sh', '-c', 'ulimit -n 40; exec "$0" -n -d async.debug_deadlock=0 -r "$1"',
    getenv('TEST_PHP_EXECUTABLE'), PROGRAM], [], $pipes);
var_dump(proc_close($child));
