import fc from 'fast-check';
import { type UsedEsim, usageOf } from '../../src/domains/esims/index.ts';

const NOW = new Date('2026-11-24T09:00:00.000Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

/** An eSIM of 1000 MB that was installed half an hour ago and told nothing yet. */
const installed = (change: Partial<UsedEsim> = {}): UsedEsim => ({
  status: 'installed',
  dataMb: 1_000,
  dataMbUsed: 0,
  usageObservedAt: null,
  installedAt: minutesAgo(30),
  expiresAt: minutesAgo(-10_000),
  ...change,
});

const waiting = (change: Partial<UsedEsim> = {}): UsedEsim =>
  installed({ status: 'ready', installedAt: null, expiresAt: null, ...change });

const used = (dataMbUsed: number, change: Partial<UsedEsim> = {}): UsedEsim =>
  installed({ dataMbUsed, usageObservedAt: minutesAgo(10), ...change });

test.each<[string, UsedEsim, string, boolean]>([
  ['ready', waiting(), 'not_started', false],
  ['downloaded', waiting({ status: 'downloaded' }), 'not_started', false],
  ['allocated', waiting({ status: 'allocated' }), 'not_started', false],
  [
    'used before its installation was told of',
    waiting({ dataMbUsed: 5, usageObservedAt: minutesAgo(1) }),
    'active',
    false,
  ],
  ['installed a moment ago', installed(), 'not_started', false],
  ['installed, its first report missing', installed({ installedAt: minutesAgo(119) }), 'not_started', false],
  ['installed, two reports missing', installed({ installedAt: minutesAgo(120) }), 'unknown', true],
  ['reported without use', used(0), 'not_started', false],
  ['reported without use, then no more', used(0, { usageObservedAt: minutesAgo(120) }), 'not_started', true],
  ['in use', used(1), 'active', false],
  ['in use, two reports missing', used(799, { usageObservedAt: minutesAgo(120) }), 'active', true],
  ['just below the percentage', used(799), 'active', false],
  ['at the percentage', used(800), 'threshold', false],
  ['one megabyte before its end', used(999), 'threshold', false],
  ['at its end', used(1_000), 'exhausted', false],
  ['beyond its end', used(1_001), 'exhausted', false],
  ['exhausted long ago', used(1_000, { usageObservedAt: minutesAgo(9_000) }), 'exhausted', false],
  ['expired', used(1_000, { status: 'expired' }), 'expired', false],
  ['over, and nobody has said so yet', used(500, { expiresAt: NOW }), 'expired', false],
  ['over a moment from now', used(500, { expiresAt: new Date(NOW.getTime() + 1) }), 'active', false],
  ['failed', used(500, { status: 'failed' }), 'unknown', false],
  ['failed, its validity over', used(500, { status: 'failed', expiresAt: NOW }), 'unknown', false],
])('an eSIM that is %s', (_name, esim, status, isStale) => {
  expect(usageOf(esim, [80, 90], NOW)).toMatchObject({ status, isStale });
});

test('the next report is due an hour after the latest, or after the installation, while one can come', () => {
  const next = (esim: UsedEsim) => usageOf(esim, [], NOW).nextReportExpectedAt;
  expect(next(installed())).toEqual(minutesAgo(-30));
  expect(next(used(5))).toEqual(minutesAgo(-50));
  expect(next(used(5, { usageObservedAt: minutesAgo(200) }))).toEqual(minutesAgo(140));
  expect([waiting(), used(1_000), used(5, { status: 'expired' }), used(5, { status: 'failed' })].map(next)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('an owner without percentages has no threshold before the end', () => {
  expect([999, 1_000].map((dataMbUsed) => usageOf(used(dataMbUsed), [], NOW).status)).toEqual(['active', 'exhausted']);
});

test('what was used is shown as it was reported, and the percentage says 100 exactly when nothing is left', () => {
  expect(usageOf(used(1_200), [80], NOW)).toMatchObject({ dataMbUsed: 1_200, dataMbRemaining: 0, usagePercent: 100 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_048_576 }), fc.nat(2_000_000), (dataMb, dataMbUsed) => {
      const usage = usageOf(used(dataMbUsed, { dataMb }), [80], NOW);
      expect(usage.dataMbRemaining).toBe(Math.max(0, dataMb - dataMbUsed));
      expect(usage.usagePercent === 100).toBe(usage.dataMbRemaining === 0);
      expect(usage.usagePercent).toBeLessThanOrEqual((dataMbUsed * 100) / dataMb);
      expect(usage.usagePercent >= 80).toBe(['threshold', 'exhausted'].includes(usage.status));
    }),
  );
});
