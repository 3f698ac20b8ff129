--TEST--
a scope's context finds what the scopes above hold, across scopes that hold nothing; a coroutine's holds its own only
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\Scope;
use function Async\{await, coroutine_context, current_context, root_context, spawn};

root_context()->set("root", "r")->set("both", "from root");
var_dump(current_context() === root_context());
$outer = Scope::inherit();
$middle = Scope::inherit($outer);
$inner = Scope::inherit($middle);
await($outer->spawn(function () { current_context()->set("outer", "o")->set("both", "from outer"); }));
await($inner->spawn(function () {
    $here = current_context();
    echo $here->get("root"), $here->get("outer"), " ", $here->find("both"), "\n";
    var_dump($here->has("outer"), $here->hasLocal("outer"), $here->findLocal("root"));
    $here->set("both", "mine");
    echo $here->get("both"), "\n";
    coroutine_context()->set("private", 1);
    var_dump(coroutine_context()->find("root"), $here->has("private"));
}));
await($outer->spawn(function () { echo current_context()->get("both"), "\n"; }));
$alone = new Scope();
await($alone->spawn(function () { var_dump(current_context()->find("root")); }));
--EXPECT--
bool(true)
ro from outer
bool(true)
bool(false)
NULL
mine
NULL
bool(false)
from outer
NULL
