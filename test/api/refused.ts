import type { Code } from '../../src/kernel/codes.ts';
import type { Answer, TestApi } from '../support/test-api.ts';

/** What is sent, and what comes of it. */
export type Case = readonly [
  what: string,
  send: () => Promise<Answer<unknown>>,
  status: number,
  code: Code,
  details?: object,
];

type Refused = Case extends readonly [string, ...infer Rest] ? Rest : never;

/** The refusal is coded, says nothing of our inside, and left one line; nothing was ordered and the next request is answered. */
export const expectRefused = async (
  api: TestApi,
  token: string,
  [send, status, code, details]: Refused,
): Promise<void> => {
  const logged = api.log.reader();
  const answer = await send();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('json');
  expect(answer.data ?? null).toBeNull();
  const requestId = answer.headers.get('x-request-id');
  expect(answer.errors[0]?.extensions).toMatchObject({ code, requestId, moneyMoved: false, ...details });
  expect(answer.text).not.toMatch(/stack|node_modules|\.ts:|\.js:|Did you mean|SELECT|\bat \w+ \(/);
  expect(answer.text.length).toBeLessThan(4_000);
  const lines = logged().trim().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: 'info', msg: 'request', requestId, httpStatus: status, codes: [code] },
  ]);
  const { status: next, data } = await api.ask(token, '{ orders { nodes { id } } }');
  expect([next, data]).toEqual([200, { orders: { nodes: [] } }]);
};
