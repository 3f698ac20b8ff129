--TEST--
where a Future was created and completed
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};

$state = new FutureState(); $created = __LINE__;
$future = new Future($state);
var_dump($state->getCreatedFileAndLine() === [__FILE__, $created], $future->getCreatedLocation() === __FILE__ . ":$created");
var_dump($future->getCompletedFileAndLine(), $state->getCompletedLocation());
echo json_encode($future->getAwaitingInfo()), json_encode($state->getAwaitingInfo()), "\n";
$state->complete(1); $completed = __LINE__;
var_dump($future->getCompletedFileAndLine() === [__FILE__, $completed], $state->getCompletedLocation() === __FILE__ . ":$completed");
var_dump($state->getCreatedLocation() === $future->getCreatedLocation(), count($future->getAwaitingInfo()));
$future->ignore();

$failed = Future::failed(new Exception("e")); $line = __LINE__;
var_dump($failed->getCreatedLocation() === $failed->getCompletedLocation(), $failed->getCreatedFileAndLine() === [__FILE__, $line]);
$failed->ignore();
--EXPECT--
bool(true)
bool(true)
array(2) {
  [0]=>
  NULL
  [1]=>
  int(0)
}
string(7) "unknown"
["FutureState(pending)"]["FutureState(pending)"]
bool(true)
bool(true)
bool(true)
int(1)
bool(true)
bool(true)
