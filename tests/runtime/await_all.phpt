--TEST--
await_all() returns values and errors by key (K27)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await_all, suspend, timeout};


function show(array $both): void
{
    echo json_encode([$both[0], array_map(fn ($e) => $e->getMessage(), $both[1])]), "\n";
}
/* What throws unawaited cancels those of its scope that have not started, so it comes last. */
$triggers = function () {
    $x = spawn(function () { delay(30); return 1; });
    $z = spawn(fn () => 3);
    return ["x" => $x, "y" => spawn(function () { throw new Exception("E"); }), "z" => $z];
};
show(await_all($triggers()));
show(await_all($triggers(), null, true, true));
show(await_all($triggers(), null, false));
$t = $triggers();
delay(60);
show(await_all($t));
show(await_all((fn () => yield from $triggers())()));
$one = spawn(fn () => 1);
show(await_all([$one, 7 => $one]));
show(await_all([]));
try {
    await_all(["k" => 1]);
} catch (Async\AsyncException $e) {
    echo $e->getMessage(), "\n";
}
try {
    await_all([spawn(fn () => delay(50))], timeout(1));
} catch (Async\OperationCanceledException $e) {
    echo "token\n";
}
--EXPECT--
[{"x":1,"z":3},{"y":"E"}]
[{"x":1,"y":null,"z":3},{"y":"E"}]
[{"z":3,"x":1},{"y":"E"}]
[{"x":1,"z":3},{"y":"E"}]
[{"x":1,"z":3},{"y":"E"}]
[{"0":1,"7":1},[]]
[[],[]]
Expected item to be an Async\Awaitable object
token
