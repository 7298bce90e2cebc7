import { checkWebhookUrl } from '../../src/domains/webhooks/url.ts';
import { Fault } from '../../src/kernel/fault.ts';

/** The bound that a URL breaks; null where it passes. */
const boundOf = (url: string, mode: 'sandbox' | 'live' = 'live', isLoopbackAllowed = false): string | null => {
  try {
    checkWebhookUrl(url, { mode, isLoopbackAllowed });
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.code).toBe('BAD_USER_INPUT');
    const [problem] = [error.details.problems].flat();
    expect(problem).toEqual({ field: 'url', bound: expect.any(String) });
    return JSON.stringify(problem);
  }
};

const BASE = 'https://partner.example/';

test.each([
  'https://partner.example',
  'https://partner.example:8443/hooks/onyx?tenant=7',
  'https://bücher.example/haken',
  'https://1.1.1.1/hook',
  'https://[2606:4700:4700::1111]/hook',
  'https://localhost.partner.example/',
  BASE + 'x'.repeat(2_048 - BASE.length),
])('%s may be sent to', (url) => {
  expect(boundOf(url)).toBeNull();
});

test.each([
  ['', 'absolute'],
  ['/hook', 'absolute'],
  ['partner.example/hook', 'absolute'],
  ['https://', 'absolute'],
  ['https://partner.example/a b', 'absolute'],
  ['https://partner.example/\r\nx', 'absolute'],
  [' https://partner.example', 'absolute'],
  ['https://partner.example:65536', 'absolute'],
  ['http://partner.example', 'https'],
  ['ftp://partner.example', 'https'],
  ['file:///etc/passwd', 'https'],
  ['https://partner.example:0', 'port'],
  ['https://user@partner.example', 'user name'],
  ['https://:secret@partner.example', 'user name'],
  ['https://partner.example#', 'fragment'],
  ['https://partner.example/#top', 'fragment'],
  [BASE + 'x'.repeat(2_049 - BASE.length), '2048'],
  ['https://10.0.0.1', 'public'],
  ['https://2130706433', 'public'],
  ['https://0x7f.1', 'public'],
  ['https://0177.0.0.1', 'public'],
  ['https://127.0.0.1.', 'public'],
  ['https://0', 'public'],
  ['https://169.254.169.254/latest/meta-data', 'public'],
  ['https://[::]', 'public'],
  ['https://[::ffff:10.0.0.1]', 'public'],
  ['https://[fd00:ec2::254]', 'public'],
  ['https://localhost', 'public'],
  ['https://LOCALHOST.', 'public'],
  ['https://hooks.localhost', 'public'],
  ['https://printer.local', 'public'],
  ['https://metadata.google.internal', 'public'],
  ['https://１２７.０.０.１', 'public'],
])('%j may not: %s', (url, bound) => {
  expect(boundOf(url)).toContain(bound);
});

describe('loopback', () => {
  const LOOPBACK = ['http://localhost:3000/hook', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'https://localhost'];

  test.each(LOOPBACK)('%s may be sent to from a sandbox where the operator allows it, and only there', (url) => {
    expect(boundOf(url, 'sandbox', true)).toBeNull();
    expect(boundOf(url, 'sandbox', false)).toMatch(/ONYX_WEBHOOK_LOOPBACK.*onyx listen --forward-to/);
    expect(boundOf(url, 'live', true)).toMatch(/"an? (?:https URL|URL whose host is public)"/);
  });

  test.each([
    'http://partner.example',
    'http://localhost.partner.example',
    'http://10.0.0.1',
    'https://10.0.0.1',
    'http://0.0.0.0',
    'https://printer.local',
    'http://user@localhost',
  ])('does not open anything else: %s', (url) => {
    expect(boundOf(url, 'sandbox', true)).not.toBeNull();
  });
});
