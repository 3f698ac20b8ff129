--TEST--
keys are strings and objects, nothing is converted
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\Context;

$context = new Context();
foreach (["set", "get", "find", "has", "getLocal", "findLocal", "hasLocal", "unset"] as $method) {
    foreach ([1, 1.5, null, true, []] as $key) {
        try {
            $method === "set" ? $context->set($key, 1) : $context->$method($key);
            echo "$method accepted\n";
        } catch (TypeError) {
        }
    }
}
foreach ([fn () => clone $context, fn () => serialize($context), fn () => $context->new = 1] as $try) {
    try {
        $try();
        echo "accepted\n";
    } catch (Throwable) {
    }
}
echo "end\n";
--EXPECT--
end
