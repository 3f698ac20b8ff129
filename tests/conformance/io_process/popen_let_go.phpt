--TEST--
a child of popen() is waited for however its stream is closed
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$file = tempnam(sys_get_temp_dir(), 'popen');
await(spawn(function () use ($file) {
    foreach ([fclose(...), pclose(...), function (&$stream) { $stream = null; }] as $i => $close) {
        $stream = popen("sleep 0.03; cat >" . escapeshellarg($file), 'w');
        fwrite($stream, "written $i\n");
        $close($stream);
        unset($stream);
        echo file_get_contents($file);
    }
}));
unlink($file);
--EXPECT--
written 0
written 1
written 2
