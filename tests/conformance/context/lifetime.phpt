--TEST--
keys and values live as long as the context, which may outlive its coroutine and its scope; cycles are collected
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Context, Scope};
use function Async\{await, current_context, spawn};

class Watched { public $more; function __construct(public string $name) {} function __destruct() { echo "$this->name gone\n"; } }

$context = new Context();
$context->set(new Watched("key"), new Watched("value"));
$context->set("name", new Watched("named"));
echo "held\n";
unset($context);

$scope = new Scope();
$kept = await($scope->spawn(function () { current_context()->set("v", new Watched("scope's")); return current_context(); }));
unset($scope);
gc_collect_cycles();
var_dump($kept->has("v"), $kept->find("other"));
unset($kept);

$cycle = new Watched("cycle");
$cycle->more = new Context();
$cycle->more->set("self", $cycle);
unset($cycle);
gc_collect_cycles();
echo "end\n";
--EXPECT--
held
value gone
named gone
key gone
bool(true)
NULL
scope's gone
cycle gone
end
