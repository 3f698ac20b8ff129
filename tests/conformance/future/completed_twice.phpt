--TEST--
a second complete() or error() is an AsyncException that names the place of the first
--DESCRIPTION--
K25. What the first one gave stays.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncException, Future, FutureState};

$try = function (callable $second, FutureState $state, int $line) {
    try {
        $second($state);
        echo "accepted\n";
    } catch (AsyncException $e) {
        var_dump($e->getMessage() === "FutureState is already completed at " . __FILE__ . ":$line");
    }
};
$one = new FutureState();
$future = new Future($one);
$one->complete(1); $line = __LINE__;
$try(fn ($state) => $state->complete(2), $one, $line);
$try(fn ($state) => $state->error(new Exception("e")), $one, $line);
var_dump($future->await());

$two = new FutureState();
$failed = new Future($two);
$two->error(new Exception("first")); $line = __LINE__;
$try(fn ($state) => $state->complete(2), $two, $line);
$try(fn ($state) => $state->error(new Exception("second")), $two, $line);
try {
    $failed->await();
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
bool(true)
bool(true)
int(1)
bool(true)
bool(true)
first
