--TEST--
Steps: what ends a wait other than cancel(): who gets which exception, and which outcome it is
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

/* A reader or a writer that is parked for a second, unless $cause happens to it. */
function happens(string $op, string $cause): void
{
    $steps = new Steps(8192);
    $P0 = $steps->peer('P0', $op === 'download'
        ? ['mode' => 'serve', 'payload' => 64, 'slice' => 8, 'delay' => 1000, 'fin' => 16, 'connections' => 1]
        : ['mode' => 'consume', 'never_read' => 1000, 'connections' => 1]);
    $steps->coroutine('C0', function () use ($steps, $op, $P0) {
        $op === 'download' ? $steps->download('C0', $P0, 8) : $steps->upload('C0', $P0, 1 << 24, 1 << 16);
        $steps->suspend('C0', 1);
    }, token: $cause === 'token', scope: str_starts_with($cause, 'scope'));
    $steps->coroutine('C1', function () use ($steps) {
        $steps->delay('C1', 300);
    });
    $steps->coroutine('K0', function () use ($steps, $cause) {
        $steps->delay('K0', 100);
        $steps->$cause('K0', 'C0');
        /* A shutdown lets nobody do anything after it. */
        $steps->delay('K0', 20);
    });
    $steps->run(20000);
    echo "$op $cause: ";
    show($steps);
}

function show(Steps $steps): void
{
    echo $steps->report(), "\n";
    $counters = $steps->counters();
    ksort($counters);
    foreach ($counters as $name => $value) {
        if (preg_match('/^(?!evil).*(ok|cancelled|failed|landed|missed|fired|token)_/', $name)) {
            echo "  $name $value\n";
        }
    }
}

foreach (['token', 'scope_cancel', 'scope_dispose', 'close', 'reset'] as $cause) {
    happens('download', $cause);
}
foreach (['close', 'reset', 'scope_dispose'] as $cause) {
    happens('upload', $cause);
}
/* Nothing there that it could happen to. */
$steps = new Steps(8192);
$steps->coroutine('C0', function () use ($steps) {
    $steps->delay('C0', 50);
});
$steps->coroutine('K0', function () use ($steps) {
    foreach (['token', 'scope_cancel', 'scope_dispose', 'close', 'reset'] as $cause) {
        $steps->$cause('K0', 'C0');
    }
});
$steps->run(20000);
echo 'missed: ';
show($steps);
/* Last: nothing is cancelled by a shutdown that has happened before. */
happens('download', 'shutdown');
?>
--EXPECT--
download token: DONE
  cancelled_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_download_ok_C0 1
  suspend_ok_C0 1
  token_fired_C0 1
  token_landed_C0 1
download scope_cancel: DONE
  cancelled_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_download_cancelled_C0 1
  scope_cancel_landed_C0 1
  suspend_ok_C0 1
download scope_dispose: DONE
  cancelled_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_download_cancelled_C0 1
  scope_dispose_landed_C0 1
  suspend_ok_C0 1
download close: DONE
  cancelled_C0 1
  close_landed_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_download_failed_C0 1
  suspend_ok_C0 1
download reset: DONE
  cancelled_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_download_ok_C0 1
  reset_landed_C0 1
  suspend_ok_C0 1
upload close: DONE
  cancelled_C0 1
  close_landed_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_upload_failed_C0 1
  suspend_ok_C0 1
upload reset: DONE
  cancelled_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_upload_failed_C0 1
  reset_landed_C0 1
  suspend_ok_C0 1
upload scope_dispose: DONE
  cancelled_C0 1
  delay_ok_C1 1
  delay_ok_K0 2
  io_upload_cancelled_C0 1
  scope_dispose_landed_C0 1
  suspend_ok_C0 1
missed: DONE
  cancel_missed_K0 5
  delay_ok_C0 1
download shutdown: DONE
  cancelled_C0 1
  delay_cancelled_C1 1
  delay_ok_K0 1
  io_download_cancelled_C0 1
  shutdown_landed_C0 1
