import { registerEnumType } from 'type-graphql';
import type { KeyedOperation } from '../records/idempotency/index.ts';
import { registerWords } from './enums.ts';

export const KeyStateEnum = registerWords(
  'IdempotencyKeyState',
  'What became of an idempotency key.',
  ['never_seen', 'in_progress', 'completed'],
  {
    never_seen: 'Nothing was done under this key: it is safe to send the request with it.',
    in_progress: 'The first request with this key has not ended: wait and ask again.',
    completed: 'The first request succeeded: `operation` says which one, `order` and `refund` what it made or changed.',
  },
);

/** The mutations that take a key, named as enums name things. */
export const KeyedOperationEnum = {
  CREATE_ORDER: 'createOrder',
  CANCEL_ORDER: 'cancelOrder',
  REQUEST_REFUND: 'requestRefund',
} as const satisfies Record<string, KeyedOperation>;

registerEnumType(KeyedOperationEnum, {
  name: 'KeyedOperation',
  description: 'A mutation that takes an idempotency key. A key is bound to one of them.',
  valuesConfig: {
    CREATE_ORDER: { description: '`createOrder`: `order` is what it made.' },
    CANCEL_ORDER: { description: '`cancelOrder`: `order` is the one whose end was asked for.' },
    REQUEST_REFUND: { description: '`requestRefund`: `refund` is what it made, `order` the one that it is of.' },
  },
});
