<?php
/*
 * interpret.php - runs a decoded plan: the bridge from the embedder's C to Steps.php. Called once per input.
 *
 *   $plan = [
 *     'buffer'   => 8192,
 *     'limit_ms' => 5000,
 *     'forked'   => false,             // or absent
 *     'peers'    => [['name' => 'P0', 'table' => ['mode' => 'serve', ...]], ...],
 *     'cells'    => ['ch0', ...],          // or absent
 *     'actors'   => [['name' => 'C0', 'ops' => [['download', 'P0', 8192], ['cancel', 'C1'], ['delay', 5]],
 *                     'token' => false, 'scope' => true], ...],
 *     'killers'  => [['name' => 'K1', 'cause' => 'scope_cancel', 'victim' => 'C0'], ...],
 *     'cuts'     => ['C0', ...],           // or absent
 *   ]
 *
 * An op is its method in Steps followed by its arguments; a peer's name stands for the peer. A cause is a method, too.
 */

namespace FuzzAsync;

use function is_string;
use function method_exists;

/** @return array{violations: array, counters: array<string, int>, log: string[]} */
function interpret(array $plan): array
{
    $steps = new Steps($plan['buffer']);
    $steps->cuts($plan['cuts'] ?? []);
    $peers = [];
    foreach ($plan['peers'] as $peer) {
        $peers[$peer['name']] = $steps->peer($peer['name'], $peer['table'], $plan['forked'] ?? false);
    }
    foreach ($plan['cells'] ?? [] as $cell) {
        $steps->cell($cell);
    }
    $missing = [];
    foreach ($plan['actors'] as $actor) {
        $ops = [];
        foreach ($actor['ops'] as $op) {
            if (!method_exists($steps, $op[0])) {
                /* Skipped, and counted: never silently dropped. */
                $missing["op_missing_$op[0]"] = ($missing["op_missing_$op[0]"] ?? 0) + 1;
                continue;
            }
            if (isset($op[1]) && is_string($op[1]) && isset($peers[$op[1]])) {
                $op[1] = $peers[$op[1]];
            }
            $ops[] = $op;
        }
        $name = $actor['name'];
        $steps->coroutine($name, static function () use ($steps, $name, $ops) {
            foreach ($ops as $op) {
                $method = $op[0];
                $op[0] = $name;
                $steps->$method(...$op);
            }
        }, token: $actor['token'] ?? false, scope: $actor['scope'] ?? false);
    }
    foreach ($plan['killers'] ?? [] as $killer) {
        $steps->killer($killer['name'], $killer['cause'], $killer['victim']);
    }
    $steps->run($plan['limit_ms']);
    return ['violations' => $steps->violations(), 'counters' => $steps->counters() + $missing, 'log' => $steps->log()];
}
