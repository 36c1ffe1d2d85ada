<?php
switch ($mode) {
    case 'live':
    case Mode::PROD:
        $ca = 'live.pem';
        break;
    case 'test':
        if ($x) break;
        $ca = 'test.pem';
    default:
        $ca = null;
}
foreach ($files as $name => $file) {
    switch (pick($file)) { case 1: continue 2; case 2: break 2; default: load($file); }
    if (!$file) continue;
}
foreach ($pairs as [$id, 'ca' => $ca]) load($id, $ca);
foreach ($pairs as list($id, list($inner))): load($inner); endforeach;
foreach ($refs as &$ref) { $ref = 1; }
for ($i = 0, $n = 3; $i < $n; $i++) { if ($i == 2) break; }
while (($line = fgets($f)) !== false) $pem .= $line;
while (true) { break; }
do { $tries--; } while ($tries > 0);
try {
    risky();
} catch (A | \B\C $e) {
    log($e);
} catch (Throwable) {
} finally {
    close();
}
if ($a): one(); elseif ($b): two(); else: three(); endif;
if ($a) one(); else if (($m = find()) && $m > 1) two(); else three();
$value = match (true) { $a, $b => 'x', $c instanceof Client => $d = 'y', default => throw new Exception('no') };
$other = match ($mode) { 'live' => 1, 'test' => 2 };
$ca = $env['CA'] ?? getenv('CA') ?: ($fallback = 'ca.pem');
$same = $a === $b && $c !== $d || !$e and $f <> $g;
$ready && connect();
$a ? one() : $b = 2;
$$dynamic = 1;
$flags = A | B & ~C;
if ($stop) exit(1);
function gen() { yield 'k' => 1; yield from other(); return; }
die;
