--TEST--
awaitCompletion() is woken by the end of a scope's only member, long before its token
--DESCRIPTION--
B33: who waited for the completion was not told of it and always waited for the token.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\Scope;
use function Async\{delay, timeout};

foreach ([new Scope(), Scope::inherit()] as $scope) {
    $scope->spawn(function () { delay(20); echo "member\n"; });
    $started = hrtime(true);
    $scope->awaitCompletion(timeout(60000));
    var_dump(hrtime(true) - $started < 30e9, $scope->isFinished());
}
--EXPECT--
member
bool(true)
bool(true)
member
bool(true)
bool(true)
