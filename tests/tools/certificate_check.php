<?php
/* Usage: php certificate_check.php FUZZCASE PLAN CERTIFICATE WORK
 *
 * Believes nothing of a certificate: counts the elements in the text of the plan, runs what the certificate says is left
 * without each, and runs the plan without each record of its bytes. Nothing of that may show the signature.
 */
[, $fuzzcase, $plan, $file, $work] = $argv;
$failures = 0;

function fail(string $what): void
{
    global $failures;
    $failures++;
    echo "FAIL $what\n";
}

/** "ok", or the signature that `fuzzcase run` prints. */
function outcome(string $input): string
{
    global $fuzzcase;
    $line = (string) shell_exec(escapeshellarg($fuzzcase) . ' run ' . escapeshellarg($input) . ' 2>&1');
    return str_starts_with($line, 'ok ') ? 'ok' : (preg_match('~^\S+ \S+ (\S+): ~', $line, $match) ? $match[1] : $line);
}

/** The elements in a text: one for each line, op and toxic. */
function elements(string $text): array
{
    $elements = [];
    foreach (array_slice(explode("\n", trim($text)), 1) as $line) {
        if (preg_match('~^co (C\d+) (.*)$~', $line, $match)) {
            foreach (explode('; ', $match[2]) as $op) {
                $elements[] = "co $match[1] $op";
            }
        } elseif (preg_match('~^(peer P\d+) (\S+ \S+)(.*)$~', $line, $match)) {
            $elements[] = "$match[1] $match[2]";
            foreach (preg_split('~ ~', $match[3], -1, PREG_SPLIT_NO_EMPTY) as $toxic) {
                $elements[] = "$match[1] $toxic";
            }
        } else {
            $elements[] = $line;
        }
    }
    sort($elements);
    return $elements;
}

$certificate = json_decode(file_get_contents($file), true, 16, JSON_THROW_ON_ERROR);
$signature = $certificate['signature'];
$text = (string) shell_exec(escapeshellarg($fuzzcase) . ' show ' . escapeshellarg($plan));
if ($text !== $certificate['plan']) {
    fail('the certificate is of another plan');
}
if (outcome($plan) !== $signature) {
    fail("the plan does not show $signature");
}
$names = array_column($certificate['elements'], 'element');
sort($names);
if ($names !== elements($text)) {
    fail('its elements are not those of the plan: ' . implode(', ', $names));
}
if ($certificate['minimal'] !== true) {
    fail('it does not say minimal');
}
$runs = 0;
foreach ($certificate['elements'] as ['element' => $element, 'outcome' => $said, 'without' => $without]) {
    file_put_contents("$work/without.plan", $without);
    exec(escapeshellarg($fuzzcase) . " parse $work/without.plan -o $work/without", $lines, $status);
    $seen = $status === 0 ? outcome("$work/without") : 'no plan';
    $runs++;
    if ($seen !== $said || $seen === $signature) {
        fail("without '$element': $seen, not $said");
    }
    if (in_array($element, elements($without), true) && count(elements($without)) >= count($names)) {
        fail("'$element' is still there");
    }
}
$bytes = file_get_contents($plan);
for ($at = 8; $at < strlen($bytes); $at += 8) {
    file_put_contents("$work/record", substr_replace($bytes, '', $at, 8));
    $runs++;
    if (outcome("$work/record") === $signature) {
        fail("the signature is there without the record at byte $at");
    }
}
echo count($names), " elements, $runs runs, $failures failed\n";
exit($failures === 0 && $runs > 0 ? 0 : 1);
