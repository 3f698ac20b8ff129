--TEST--
an exception that is awaited late is thrown there and nowhere else, each time the same
--DESCRIPTION--
B67: it was also thrown where the coroutine had been spawned. K21.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, await_all, spawn, suspend};

$child = spawn(fn () => throw new RuntimeException("once"));
for ($i = 0; $i < 5; $i++) {
    suspend();
}
var_dump($child->isCompleted());
$seen = [];
for ($i = 0; $i < 3; $i++) {
    try {
        await($child);
    } catch (RuntimeException $e) {
        $seen[] = $e;
    }
}
$seen[] = await_all([$child])[1][0];
var_dump(count($seen), count(array_unique(array_map('spl_object_id', $seen))), $seen[0]->getMessage());
unset($child);
echo "end\n";
--EXPECT--
bool(true)
int(4)
int(1)
string(4) "once"
end
