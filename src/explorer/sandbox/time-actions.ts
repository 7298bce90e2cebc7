import type { Action } from './action.ts';

const SECOND_MS = 1_000;

const LEAPS: Readonly<Record<string, number>> = {
  '1 minute': 60,
  '1 hour': 3_600,
  '1 day': 86_400,
  '1 week': 604_800,
  '30 days': 2_592_000,
};

const CLOCK = `mutation AdvanceClock($seconds: Int!) {
  sandboxAdvanceClock(seconds: $seconds) {
    now
  }
}
`;

const ADVANCE: Action = {
  title: 'Advance the clock',
  say: 'Moves your own time ahead; what waits for it happens now.',
  button: 'Advance',
  document: CLOCK,
  fields: [{ name: 'by', label: 'By', kind: Object.keys(LEAPS), initial: () => '1 hour' }],
  variables: ({ by = '' }) => ({ seconds: LEAPS[by] }),
};

/** What a field of date and time gives is read in UTC, as all times are shown here. */
const ADVANCE_UNTIL: Action = {
  title: 'Advance the clock until …',
  say: 'The same, up to a moment of your own time in UTC.',
  button: 'Advance until then',
  document: CLOCK,
  fields: [{ name: 'until', label: 'Until (UTC)', kind: 'moment', initial: () => '' }],
  variables: ({ until = '' }, now) => ({ seconds: Math.ceil((Date.parse(`${until}Z`) - now) / SECOND_MS) }),
};

const CLOSE_MONTH: Action = {
  title: 'Close the month',
  say: 'Ends the open month of your wallet and issues its invoice.',
  button: 'Close the month',
  document: `mutation CloseMonth {
  sandboxCloseMonth {
    id
    number
    month
    status
    totalDue {
      amount
      currency
    }
  }
}
`,
  fields: [],
  variables: () => ({}),
};

const RESET: Action = {
  title: 'Begin anew',
  say: 'Your time is the real one again, open orders fail, and the wallet is filled up. Nothing that was written is taken away.',
  button: 'Reset the sandbox',
  confirm: 'Open orders fail with CANCELLED, and the clock goes back. Reset the sandbox?',
  document: `mutation ResetSandbox {
  sandboxReset {
    organisationName
    now
  }
}
`,
  fields: [],
  variables: () => ({}),
};

export const TIME_ACTIONS: readonly Action[] = [ADVANCE, ADVANCE_UNTIL];
export const MONTH_ACTIONS: readonly Action[] = [CLOSE_MONTH];
export const RESET_ACTIONS: readonly Action[] = [RESET];
