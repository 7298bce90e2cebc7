<?php

require __DIR__ . '/is_signed.php';

foreach (file($argv[1], FILE_IGNORE_NEW_LINES) as $line) {
    [$now, $secrets, $id, $timestamp, $signature, $body] = explode("\t", $line);
    $headers = ['webhook-id' => $id, 'webhook-timestamp' => $timestamp, 'webhook-signature' => $signature];
    $signed = is_signed(explode(',', $secrets), $headers, base64_decode($body), (int) $now);
    echo $signed ? "true\n" : "false\n";
}
