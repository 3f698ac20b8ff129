--TEST--
exit() while workers wait for the name server
--DESCRIPTION--
B39: four workers are busy and two requests wait for one.
--SKIPIF--
<?php include __DIR__ . '/nameserver.inc'; nameserver_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/nameserver.inc";
nameserver_enter(__FILE__);

use function Async\{spawn, delay};

for ($i = 0; $i < 6; $i++) {
    spawn(fn () => gethostbyname("nobody-answers-$i.example"));
}
delay(50);
echo "end\n";
exit(0);
--EXPECT--
end
