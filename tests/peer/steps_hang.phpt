--TEST--
Steps: what does not end is named, reported before it is cancelled, and does not stop the run
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
namespace FuzzAsync;

require __DIR__ . '/wire.inc';

function on_hang(array $names, array $log): void
{
    echo 'hang: ', implode(', ', $names), "\n  ", implode("\n  ", $log), "\n";
}

$steps = new Steps(8192);
/* It serves one of two. */
$P0 = $steps->peer('P0', ['mode' => 'serve', 'payload' => 10, 'connections' => 1]);
foreach (['C0', 'C1'] as $name) {
    $steps->coroutine($name, function () use ($steps, $P0, $name) {
        $steps->download($name, $P0, 8192);
        $steps->download($name, $P0, 8192);
    });
}
$steps->run(100);
echo $steps->report(), "\n";
--EXPECT--
hang: C0 in download P0, C1 in download P0
  evil-peer P0: payload=10B slice=0 delay=0 reset=-1 hardReset=0 | w10 close@10
  client C0: peer=P0 readsize=8192 reads=2 recv=10B end=eof outcome=ok
  client C1: peer=P0 readsize=8192 reads=0 recv=0B outcome=unfinished
  client C0: peer=P0 readsize=8192 reads=0 recv=0B outcome=unfinished
liveness: C0 in download P0: not finished at the bound
liveness: C1 in download P0: not finished at the bound
chaos-log:
  - evil-peer P0: payload=10B slice=0 delay=0 reset=-1 hardReset=0 | w10 close@10
  - client C0: peer=P0 readsize=8192 reads=2 recv=10B end=eof outcome=ok
  - client C1: peer=P0 readsize=8192 reads=0 recv=0B outcome=cancelled
  - client C0: peer=P0 readsize=8192 reads=0 recv=0B outcome=cancelled
