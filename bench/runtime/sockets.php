<?php
/* 1,000 on 500 socket pairs, each pair plays 20 rounds of ping-pong: the price of waiting for a descriptor. */
require __DIR__ . '/common.php';

const PAIRS = 500;
const ROUNDS = 20;

measure([
    'coroutines' => function () {
        $all = [];
        $play = function ($stream, bool $serves) {
            for ($k = 0; $k < ROUNDS; $k++) {
                if ($serves) {
                    fwrite($stream, 'ball');
                }
                fread($stream, 16) === 'ball' || exit(1);
                if (!$serves) {
                    fwrite($stream, 'ball');
                }
            }
        };
        Async\suspend();
        Async\await(Async\spawn(fn () => 0));
        for ($i = 0; $i < PAIRS; $i++) {
            [$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
            $all[] = Async\spawn($play, $a, true);
            $all[] = Async\spawn($play, $b, false);
        }
        [, $errors] = Async\await_all($all);
        $errors === [] || exit(1);
    },
    'fibers' => function () {
        $fibers = $streams = [];
        $read = function ($stream) {
            while (($data = fread($stream, 16)) === '') {
                Fiber::suspend();
            }
            return $data;
        };
        $play = function ($stream, bool $serves) use ($read) {
            for ($k = 0; $k < ROUNDS; $k++) {
                if ($serves) {
                    fwrite($stream, 'ball');
                }
                $read($stream) === 'ball' || exit(1);
                if (!$serves) {
                    fwrite($stream, 'ball');
                }
            }
        };
        for ($i = 0; $i < PAIRS; $i++) {
            foreach (stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0) as $side => $stream) {
                stream_set_blocking($stream, false);
                $fibers[] = $fiber = new Fiber($play);
                $streams[] = $stream;
                $fiber->start($stream, $side === 0);
            }
        }
        while ($streams !== []) {
            $ready = $streams;
            $none = null;
            /* select() ends at descriptor 1023: in two halves. */
            foreach (array_chunk($streams, 400, true) as $ready) {
                stream_select($ready, $none, $none, 0);
                foreach ($ready as $i => $stream) {
                    $fibers[$i]->resume();
                    if ($fibers[$i]->isTerminated()) {
                        unset($fibers[$i], $streams[$i]);
                    }
                }
            }
        }
    },
]);
