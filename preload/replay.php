<?php
/*
 * replay.php - runs the plan that FUZZ_ASYNC_PLAN names in a PHP with fuzz_world.so, as the fuzzer runs it, and says what
 * peers and clients did and what is broken, a line each; DONE when nothing is.
 */

preg_match_all('~^PHP_FILE\(\w+, "(.+?)", "(.+?)"~m', file_get_contents(__DIR__ . '/../harness/php_files.def'), $files,
    PREG_SET_ORDER);
foreach ($files as [, $folder, $name]) {
    require __DIR__ . "/../$folder/$name";
}

if (!function_exists('FuzzAsync\\world_plan')) {
    fwrite(STDERR, "replay.php: needs FUZZ_ASYNC_PLAN=FILE and a PHP with fuzz_world.so (docs/REPRODUCING.md)\n");
    exit(2);
}
$result = FuzzAsync\interpret(FuzzAsync\world_plan());
foreach ($result['log'] as $line) {
    echo "$line\n";
}
foreach ($result['violations'] as $violation) {
    echo "{$violation['oracle']}: {$violation['where']}: {$violation['detail']}\n";
}
echo $result['violations'] === [] ? "DONE\n" : '';
