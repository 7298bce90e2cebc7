import { isLockTimeout, sqlStateOf } from '../../src/db/constraints.ts';

const failed = (code: string) => Object.assign(new Error('it failed'), { code });

test.each(['23505', '40P01', '57P03', 'XX000', 'P0001', 'HV00R', 'F0000'])('%s is a state of PostgreSQL', (code) => {
  expect(sqlStateOf(new Error('wrapped', { cause: failed(code) }))).toBe(code);
});

test.each(['EPIPE', 'EBUSY', 'E2BIG', 'ECONNREFUSED'])('%s of the system is none', (code) => {
  expect(sqlStateOf(failed(code))).toBeNull();
});

test('what the system says of a lost connection hides nothing that it was caused by', () => {
  expect(isLockTimeout(Object.assign(failed('EPIPE'), { cause: failed('55P03') }))).toBe(true);
});
