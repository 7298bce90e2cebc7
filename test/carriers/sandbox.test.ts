import { sandboxCarrier } from '../../src/adapters/sandbox-carrier.ts';
import { sandboxProfile } from '../../src/domains/sandbox/index.ts';
import { TestClock } from '../support/test-clock.ts';
import { preparation, promisesOfCarriers } from './conformance.ts';

const clock = new TestClock();
const profileOf = async (reference: string) => sandboxProfile(reference, 0);
const carrier = sandboxCarrier({ provisioningMs: 1_500, profileOf });
const askedAt = new Date(clock.now().getTime() - 1_500);

describe('the sandbox carrier', () => {
  promisesOfCarriers(() => ({ carrier, askedAt, now: clock.now() }));

  test('says when to ask again while it takes its time', async () => {
    const request = preparation({ askedAt: clock.now() });
    const askAgainAt = new Date(clock.now().getTime() + 1_500);
    expect(await carrier.prepare(request)).toEqual({ kind: 'pending', askAgainAt });
  });
});
