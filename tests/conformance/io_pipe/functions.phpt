--TEST--
every reading function waits for what it needs
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

const CHILD = 'while (($line = fgets(STDIN)) !== false) { usleep(2000); echo substr($line, 0, 2); usleep(2000); echo substr($line, 2); }';
$child = proc_open([PHP_BINARY, '-n', '-r', CHILD], [['pipe', 'r'], ['pipe', 'w']], $pipes);
await(spawn(function () use ($pipes) {
    [$in, $out] = $pipes;
    fwrite($in, "first line\n");
    echo json_encode(fgets($out)), "\n";
    fwrite($in, "abc\n");
    $bytes = '';
    while (($byte = fgetc($out)) !== "\n") {
        $bytes .= $byte;
    }
    echo json_encode($bytes), "\n";
    fwrite($in, "a,\"b c\",d\n");
    echo json_encode(fgetcsv($out)), "\n";
    fwrite($in, "one;two\n");
    echo json_encode([stream_get_line($out, 100, ';'), stream_get_line($out, 100, "\n")]), "\n";
    fwrite($in, "17 apples\n");
    echo json_encode(fscanf($out, "%d %s")), "\n";
    fwrite($in, "all the rest\nof it\n");
    fclose($in);
    echo json_encode(stream_get_contents($out)), "\n";
    echo json_encode([feof($out), fread($out, 10)]), "\n";
}));
--EXPECT--
"first line\n"
"abc"
["a","b c","d"]
["one","two"]
[17,"apples"]
"all the rest\nof it\n"
[true,""]
