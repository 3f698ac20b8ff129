--TEST--
code that the engine calls in the middle of something may wait: error and exception handlers, autoloaders, comparisons, conversions
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, delay, spawn, suspend};

function waited(string $what): string
{
    suspend();
    delay(1);
    return await(spawn(function () use ($what) { suspend(); return $what; }));
}

function program(string $name, array &$log): void
{
    set_error_handler(function ($level, $message) use (&$log, $name) {
        $log[] = "$name " . waited("handled: $message");
        return true;
    });
    trigger_error("$name's warning", E_USER_WARNING);
    restore_error_handler();

    $list = [3, 1, 2];
    usort($list, function ($a, $b) { suspend(); return $a <=> $b; });
    $log[] = "$name sorted " . implode($list);

    $log[] = "$name " . new class { function __toString(): string { return waited("converted"); } };
    $log[] = "$name " . preg_replace_callback('/./', fn ($match) => waited($match[0] . $match[0]), "ab");
    $log[] = "$name " . json_encode(new class implements JsonSerializable {
        function jsonSerialize(): mixed { return waited("serialized"); }
    });
    foreach ((function () { yield waited("yielded"); })() as $value) {
        $log[] = "$name $value";
    }
    $log[] = "$name " . implode(array_map(waited(...), ["m", "a", "p"]));
}

spl_autoload_register(function ($class) {
    suspend();
    delay(1);
    eval("class $class { const NAME = '$class'; }");
});

$log = ["one" => [], "two" => []];
$programs = [];
foreach (["one", "two"] as $name) {
    $programs[] = spawn(function () use ($name, &$log) { program($name, $log[$name]); });
}
array_map(await(...), $programs);
echo implode("\n", array_merge(...array_values($log))), "\n";
echo await(spawn(fn () => Loaded::NAME)), " ", await(spawn(fn () => new Another))::NAME, "\n";

set_exception_handler(function ($e) { echo waited("last: " . $e->getMessage()), "\n"; });
throw new Exception("uncaught");
--EXPECT--
one handled: one's warning
one sorted 123
one converted
one aabb
one "serialized"
one yielded
one map
two handled: two's warning
two sorted 123
two converted
two aabb
two "serialized"
two yielded
two map
Loaded Another
last: uncaught
