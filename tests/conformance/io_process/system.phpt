--TEST--
system() and passthru() show the output as it comes
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    echo json_encode(system('echo shown; sleep 0.02; printf "at the end  "; exit 4', $code)), "$code\n";
    echo json_encode(passthru('printf "raw\\n\\n"; exit 5', $code)), "$code\n";
    ob_start();
    system('echo caught');
    passthru('echo caught too');
    echo json_encode(ob_get_clean()), "\n";
}));
--EXPECT--
shown
at the end  "at the end"4
raw

null5
"caught\ncaught too\n"
