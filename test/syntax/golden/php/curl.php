<?php
require_once __DIR__ . '/config.php';
include('lib/' . $name . '.php');

function fetch($url, $ca = CA, ...$rest)
{
    global $timeout, $handle;
    static $calls = 0;
    $calls++;
    if (!($ch = curl_init($url))) {
        throw new RuntimeException("no curl");
    } elseif ($timeout) curl_setopt($ch, CURLOPT_TIMEOUT, $timeout);
    curl_setopt($ch, CURLOPT_CAINFO, $ca);
    @curl_setopt_array($ch, array(CURLOPT_RETURNTRANSFER => 1, CURLOPT_CAPATH => '/etc/ssl'));
    $handle = $ch;
    unset($opts['ca'], $rest->ca, $old);
    $body = curl_exec($ch) or die('failed');
    return $body;
}

if (!function_exists('helper')) { function helper() { return $GLOBALS['timeout']; } }
defined('CA') or define('CA', 'ca.pem');
$options['ssl']['cafile'] = CA;
$options['hosts'][] = 'api.example.com';
[$first, , 'k' => $third, [$deep]] = list('a' => $obj->a, 'b' => $all['b']) = fetch($url);
$pick = function ($x) use ($ca, &$first) { return fetch($x, ca: $ca, ...$first); };
$double = fn (array $x) => $x + ['verify' => $ca];
$length = strlen(...);
$alias = &$options;
$copy = clone $client;
$spread = [...$defaults, 'verify' => false, 'again'];
call_user_func([$this, 'run'], $GLOBALS['x']);
echo $first, "x";
print $x;
