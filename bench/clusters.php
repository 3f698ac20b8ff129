<?php
/* The table of bench/clusters.sh, of the files that are listed in the file of its argument: what triage said of each bug. */

/* signature => (bug => count), and the number of members. */
function clusters_of(array $triages, callable $signatures): array
{
    $clusters = [];
    foreach ($triages as $bug => $triage) {
        foreach ($triage['clusters'] as $cluster) {
            foreach ($signatures($cluster) as $signature => $count) {
                $clusters[$signature][$bug] = ($clusters[$signature][$bug] ?? 0) + $count;
            }
        }
    }
    return $clusters;
}

$triages = [];
foreach (file($argv[1], FILE_IGNORE_NEW_LINES) as $path) {
    $triages[basename($path, '.json')] = json_decode(file_get_contents($path), true, 16, JSON_THROW_ON_ERROR);
}
$clusters = clusters_of($triages, fn (array $cluster): array => [$cluster['signature'] => $cluster['count']]);
$as_found = clusters_of($triages, fn (array $cluster): array => $cluster['found_as']);
echo "| bug | findings | signatures found | clusters | of other bugs, too | the clusters |\n|---|---|---|---|---|---|\n";
$findings = $alone = 0;
foreach ($triages as $bug => $triage) {
    $own = array_filter($clusters, fn (array $bugs): bool => isset($bugs[$bug]));
    $shared = array_filter($own, fn (array $bugs): bool => count($bugs) > 1);
    $count = array_sum(array_map(fn (array $bugs): int => $bugs[$bug], $own));
    $names = array_map(fn (string $name): string => '`' . str_replace('|', ' ', $name) . '` ' . $own[$name][$bug], array_keys($own));
    printf("| %s | %d | %d | %d | %d | %s |\n", $bug, $count,
        count(array_filter($as_found, fn (array $bugs): bool => isset($bugs[$bug]))), count($own), count($shared), implode(', ', $names));
    $findings += $count;
    $alone += count($own) === 1 && $shared === [];
}
$bugs = count($triages);
printf("\n%d findings of %d bugs: %d clusters, %.2f for each bug; %d (%.2f) if they were put together as what they were found. %d bugs are one "
    . "cluster that is theirs alone.\n", $findings, $bugs, count($clusters), count($clusters) / max(1, $bugs), count($as_found),
    count($as_found) / max(1, $bugs), $alone);
exit($bugs > 0 ? 0 : 1);
