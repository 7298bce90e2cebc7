import type { Carrier, CarrierAnswer, PreparationRequest } from '../../src/domains/esims/index.ts';
import { luhnDigit } from '../../src/kernel/iccid.ts';
import { newId } from '../../src/kernel/id.ts';

/** A carrier under test, with what there is to it but its interface. */
export interface CarrierAtHand {
  readonly carrier: Carrier;
  /** A time of asking at which whatever is prepared is ready. */
  readonly askedAt: Date;
  /** What time it is then, where the carrier minds. */
  readonly now?: Date;
}

const PACKAGE = 'onyx-connect-jp-3gb-30d';

export const preparation = (
  { askedAt, now = askedAt }: Pick<CarrierAtHand, 'askedAt' | 'now'>,
  packageId = PACKAGE,
  reference = newId('order'),
): PreparationRequest => ({
  reference,
  packageId,
  dataMb: 3072,
  validityDays: 30,
  askedAt,
  now,
});

type Ready = Extract<CarrierAnswer, { kind: 'ready' }>;

/** The answer, which has to be a ready one. */
export const readyAnswer = (answer: CarrierAnswer): Ready => {
  if (answer.kind !== 'ready') throw new Error(`not ready but ${answer.kind}`);
  return answer;
};

/** What every carrier promises. */
export const promisesOfCarriers = (at: () => CarrierAtHand): void => {
  test('a ready answer has an ICCID with a right check digit, and what an eSIM is installed with', async () => {
    for (let n = 0; n < 20; n += 1) {
      const { iccid, activation } = readyAnswer(await at().carrier.prepare(preparation(at())));
      expect(iccid).toMatch(/^89\d{17,18}$/);
      expect(luhnDigit(iccid.slice(0, -1))).toBe(iccid.at(-1));
      expect(activation).toEqual({
        smdpAddress: expect.stringMatching(/^[a-z0-9.-]+$/),
        matchingId: expect.stringMatching(/^[0-9A-Z-]{8,}$/),
      });
    }
  });

  test('the same reference gives the same eSIM however often it is asked for, another one another', async () => {
    const request = preparation(at());
    const first = await at().carrier.prepare(request);
    expect(await at().carrier.prepare(request)).toEqual(first);
    const crowd = await Promise.all(Array.from({ length: 20 }, () => at().carrier.prepare(request)));
    expect(new Set(crowd.map((answer) => readyAnswer(answer).iccid))).toEqual(new Set([readyAnswer(first).iccid]));
    expect(readyAnswer(await at().carrier.prepare(preparation(at()))).iccid).not.toBe(readyAnswer(first).iccid);
  });

  test.each([
    ['rejected', { kind: 'rejected', reason: 'CARRIER_REJECTED' }],
    ['out-of-stock', { kind: 'rejected', reason: 'CARRIER_OUT_OF_STOCK' }],
    ['review', { kind: 'review', reason: 'CARRIER_REVIEW' }],
  ])('a package that is %s is refused, also when it is asked for again', async (ending, refusal) => {
    const request = preparation(at(), `onyx-connect-sandbox-1gb-7d-${ending}`);
    expect(await at().carrier.prepare(request)).toEqual(refusal);
    expect(await at().carrier.prepare(request)).toEqual(refusal);
  });

  test('a preparation is cancelled before any device has it, and stays so when it is asked for again', async () => {
    const request = preparation(at());
    const { iccid, activation } = readyAnswer(await at().carrier.prepare(request));
    const cancellation = { reference: request.reference, iccid, matchingId: activation.matchingId };
    expect(await at().carrier.cancel(cancellation)).toBe('cancelled');
    expect(await at().carrier.cancel(cancellation)).toBe('cancelled');
  });

  test('twenty cancellations at once are one', async () => {
    const { reference, ...request } = preparation(at());
    const { iccid } = readyAnswer(await at().carrier.prepare({ reference, ...request }));
    const crowd = Array.from({ length: 20 }, () => at().carrier.cancel({ reference, iccid }));
    expect(new Set(await Promise.all(crowd))).toEqual(new Set(['cancelled']));
  });
};
