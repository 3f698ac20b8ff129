--TEST--
Context: set, get, find, has, unset, by string and by object
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncException, Context, ContextException};

$context = new Context();
$key = new stdClass();
var_dump($context->set("a", 1)->set($key, [2])->set("5", null) === $context);
var_dump($context->get("a"), $context->find($key), $context->has("5"), $context->get("5"), $context->has("b"), $context->find("b"));
var_dump($context->getLocal("a"), $context->findLocal("b"), $context->hasLocal($key), $context->hasLocal(new stdClass()));
foreach ([fn () => $context->get("b"), fn () => $context->getLocal($context)] as $try) {
    try {
        $try();
    } catch (ContextException $e) {
        echo $e->getMessage(), "\n";
    }
}
try {
    $context->set("a", 2);
} catch (AsyncException $e) {
    echo $e->getMessage(), "\n";
}
echo $context->set("a", 3, true)->get("a"), "\n";
var_dump($context->unset("a")->unset("nothing")->unset($key) === $context, $context->has("a"), $context->has($key));
var_dump(is_subclass_of(ContextException::class, AsyncException::class));
--EXPECT--
bool(true)
int(1)
array(1) {
  [0]=>
  int(2)
}
bool(true)
NULL
bool(false)
NULL
int(1)
NULL
bool(true)
bool(false)
Context key "b" not found
Context key of type Async\Context not found
Context key already exists and replace is false
3
bool(true)
bool(false)
bool(false)
bool(true)
