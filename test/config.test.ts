import { readConfig } from '../src/config.ts';

const OPERATED = { DATABASE_URL: 'postgres://onyx@db.example/onyx' };

test('webhooks of sandboxes may go to this machine where somebody tries the server out, and with a database where it is said', () => {
  expect(readConfig({}).webhookLoopback).toBe(true);
  expect(readConfig(OPERATED).webhookLoopback).toBe(false);
  expect(readConfig({ ...OPERATED, ONYX_WEBHOOK_LOOPBACK: 'on' }).webhookLoopback).toBe(true);
  expect(readConfig({ ONYX_WEBHOOK_LOOPBACK: 'off' }).webhookLoopback).toBe(false);
});
