import { readFileSync } from 'node:fs';
import { isSigned } from './is-signed.ts';

for (const line of readFileSync(process.argv[2] ?? '', 'utf8')
  .trim()
  .split('\n')) {
  const [now, secrets = '', id, timestamp, signature, body = ''] = line.split('\t');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  process.stdout.write(`${isSigned(secrets.split(','), headers, Buffer.from(body, 'base64'), Number(now))}\n`);
}
