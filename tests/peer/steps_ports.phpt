--TEST--
Steps: a port that a client of another peer has had before does not mix up their connections
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
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

/* A port that is free. All clients have it, one after the other: a reset leaves it free at once. */
$probe = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($probe, false);
fclose($probe);
stream_context_set_default(['socket' => ['bindto' => $address]]);

function ports(array $table, int $times): void
{
    $steps = new Steps(buffer: 8192);
    $P0 = $steps->peer('P0', ['mode' => 'serve', 'payload' => 7, 'refuse' => 0, 'refuse_hold_ms' => 50]);
    $P1 = $steps->peer('P1', ['mode' => 'serve', 'payload' => 6, 'connections' => $times] + $table);
    $steps->coroutine('C0', function () use ($steps, $P0, $P1, $times) {
        $steps->download('C0', $P0, 8);         /* is never accepted, and reset */
        for ($i = 0; $i < $times; $i++) {
            $steps->download('C0', $P1, 8);
        }
    });
    $steps->run(20000);
    echo $steps->report(), "\n";
    foreach ($P1->links as $link) {
        echo $link->client === $GLOBALS['address'] ? 'same address' : $link->client, "\n";
    }
    echo implode("\n", preg_grep('/^client/', $steps->log())), "\n";
}

ports(['rst' => 4], 2);                         /* the same two ends again */
ports([], 1);
--EXPECT--
DONE
same address
same address
client C0: peer=P0 readsize=8 reads=1 recv=0B end=error outcome=ok
client C0: peer=P1 readsize=8 reads=2 recv=4B end=error outcome=ok
client C0: peer=P1 readsize=8 reads=2 recv=4B end=error outcome=ok
DONE
same address
client C0: peer=P0 readsize=8 reads=1 recv=0B end=error outcome=ok
client C0: peer=P1 readsize=8 reads=2 recv=6B end=eof outcome=ok
