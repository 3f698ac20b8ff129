<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

$steps = new Steps(8192);
$P0 = $steps->peer('P0', ['mode' => 'consume', 'never_read' => 100, 'connections' => 1]);
$P1 = $steps->peer('P1', ['mode' => 'serve', 'payload' => 100, 'slice' => 1, 'delay' => 2]);
$steps->coroutine('C0', function () use ($steps, $P0, $P1) {
    $steps->upload('C0', $P0, 65536, 4096);
    $steps->download('C0', $P1, 8192);
    $steps->delay('C0', 60000);
    $steps->suspend('C0', 2);
});
$steps->coroutine('C1', function () use ($steps) {
    for ($i = 0; $i < 3; $i++) {
        $steps->delay('C1', 20);
        $steps->cancel('C1', 'C0');
    }
    $steps->cancel('C1', 'C2');
    $steps->cancel('C1', 'C9');
});
$steps->coroutine('C2', function () {
});
$steps->coroutine('C3', function () use ($steps) {
    $steps->cancel('C3', 'C4');
    $steps->cancel('C3', 'C3');
});
$steps->coroutine('C4', function () use ($steps) {
    $steps->suspend('C4', 1);
});
$start = hrtime(true);
$steps->run(20000);
echo $steps->report(), "\n";
$counters = $steps->counters();
ksort($counters);
foreach ($counters as $name => $value) {
    if (preg_match('/cancel|C4|_ok_C0|attempts_C0/', $name) && !str_starts_with($name, 'evil')) {
        echo "$name $value\n";
    }
}
var_dump((hrtime(true) - $start) / 1e6 < 10000);
