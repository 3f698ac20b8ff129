--TEST--
what has ended counts at once, also when all of it has
--DESCRIPTION--
B03, B04, B06: finished elements were not counted, or resumed the waiter before it waited.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await_all, await_all_or_fail, await_any_of, await_any_or_fail, await_first_success, spawn, suspend};

$one = spawn(fn () => "one");
$two = spawn(fn () => "two");
$bad = spawn(fn () => throw new RuntimeException("bad"));
for ($i = 0; $i < 4; $i++) {
    suspend();
}
$failed = fn () => Future::failed(new RuntimeException("failed"));
$messages = fn (array $errors) => array_map(fn ($e) => $e->getMessage(), $errors);
echo json_encode(await_all_or_fail([$one, $two])), json_encode(await_all([$one, $two])), "\n";
[$values, $errors] = await_all([$one, $bad, Future::completed("f"), $failed()]);
echo json_encode($values), json_encode($messages($errors)), "\n";
echo await_any_or_fail([new Future(new FutureState()), $two]), "\n";
[$value, $errors] = await_first_success([$bad, $failed(), $one]);
echo $value, json_encode($messages($errors)), "\n";
[$value, $errors] = await_first_success([$bad, $failed()]);
echo json_encode($value), json_encode($messages($errors)), "\n";
echo json_encode(await_any_of(1, [$bad, $two, $one])[0]), "\n";
foreach ([fn ($e) => await_any_or_fail($e), fn ($e) => await_all_or_fail($e)] as $wait) {
    foreach ([[$bad, $one], [$failed(), spawn(fn () => 1)]] as $elements) {
        try {
            $wait($elements);
        } catch (RuntimeException $e) {
            echo $e->getMessage(), "\n";
        }
    }
}
echo json_encode(await_all([spawn(fn () => 5), $one])), "\n";
--EXPECT--
["one","two"][["one","two"],[]]
{"0":"one","2":"f"}{"1":"bad","3":"failed"}
two
one["bad","failed"]
null["bad","failed"]
{"1":"two"}
bad
failed
bad
failed
[[5,"one"],[]]
