--TEST--
a name without an address: gethostbyname() returns it, gethostbynamel() returns false
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    echo json_encode([gethostbyname("no-such-host.invalid"), gethostbynamel("no-such-host.invalid")]), "\n";
    echo json_encode([gethostbyname("127.0.0.1"), gethostbynamel("127.0.0.1"), gethostbyname("")]), "\n";
    $long = str_repeat("a", 300);
    echo json_encode([@gethostbyname($long) === $long, @gethostbynamel($long)]), "\n";
    try {
        gethostbyname("a\0b");
    } catch (ValueError $e) {
        echo "ValueError\n";
    }
}));
--EXPECT--
["no-such-host.invalid",false]
["127.0.0.1",["127.0.0.1"],""]
[true,false]
ValueError
