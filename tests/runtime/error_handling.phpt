--TEST--
a constructor that turns warnings into exceptions does so for its own coroutine only
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await_all};


class Slow
{
    public $context;
    public function stream_open($path, $mode, $options, &$opened): bool { suspend(); echo $nothing; return true; }
    public function stream_stat() { return []; }
    public function url_stat($path, $flags) { return []; }
    public function stream_eof() { return true; }
    public function stream_read($n) { return ""; }
    public function stream_seek($offset, $whence) { return true; }
    public function stream_tell() { return 0; }
}
stream_wrapper_register("slow", Slow::class);
await_all([
    spawn(function () {
        try {
            new SplFileObject("slow://x");
        } catch (RuntimeException $e) {
            echo get_class($e), ": ", $e->getMessage(), "\n";
        }
    }),
    spawn(function () {
        try {
            echo $undefined, "warned\n";
        } catch (Throwable $e) {
            echo "wrong: ", get_class($e), "\n";
        }
    }),
]);
--EXPECTF--
%AWarning: Undefined variable $undefined in %s on line %d
warned
RuntimeException: Undefined variable $nothing
