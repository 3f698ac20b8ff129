--TEST--
the commands give what they give outside of coroutines
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

const COMMANDS = ['true', 'false', 'exit 77', 'echo x', 'printf "a\nb\n\n"', 'printf "  lead\ntrail  "', 'printf "\n"',
    'printf "\0b\n\0"', 'echo out; echo err >&2; exit 1', 'kill -9 $$', 'no-such-command-at-all', 'head -c 100000 /dev/zero | tr "\0" x',
    'for i in 1 2 3; do echo $i; done; printf 4'];
function results(): string {
    $results = [];
    foreach (COMMANDS as $command) {
        $command = "exec 2>/dev/null; $command";
        $lines = $code = $system = $passthru = null;
        $results[] = exec($command);
        $results[] = exec($command, $lines, $code);
        $results[] = [$lines, $code, shell_exec($command)];
        ob_start();
        $results[] = [system($command, $system), ob_get_clean(), $system];
        ob_start();
        $results[] = [passthru($command, $passthru), ob_get_clean(), $passthru];
    }
    return serialize($results);
}
$stock = results();
var_dump(await(spawn(results(...))) === $stock, strlen($stock) > 100000);
--EXPECT--
bool(true)
bool(true)
