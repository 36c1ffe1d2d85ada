<p>Pay</p>
<?php
$single = 'it\'s C:\certs\\root.pem\n';
$double = "a\tb\x41\101\u{1F600}\$x \q \"q\"";
$inter = "ca: $ca, {$opts['ca']}, $opts[ca] $list[0] $this->dir/x ${legacy} {$this->path('a')}.pem";
$pem = "-----BEGIN CERTIFICATE-----\n" .
    "MIIDrzCC\n"
    . '-----END CERTIFICATE-----' . PHP_EOL;
$heredoc = <<<PEM
    -----BEGIN CERTIFICATE-----
      MIID $body
    {$tail}\tend
    PEM;
$nowdoc = <<<'PEM'
-----BEGIN CERTIFICATE-----
MIID\n$raw
-----END CERTIFICATE-----

PEM;
$empty = <<<X
X;
$format = sprintf('%s/%s.pem', __DIR__, $name) . sprintf("%2\$s-%1\$s 100%%", $a, 'b') . sprintf('%05d', $n);
$numbers = [0x1F, 017, 1_000, 1.5e3, -1, NULL, True];
$listing = `ls $dir`;
$path = dirname(__FILE__) . DIRECTORY_SEPARATOR . 'ca.pem';
$path .= '.bak';
?>
<b><?= $path ?></b>
