import { OnyxClient } from '../../src/client/index.ts';
import { CREDENTIAL } from './made-up-credential.ts';

const OPTIONS = { credential: CREDENTIAL, url: 'https://api.example.com' };

/** Makes a client while the machine has these names beside its own. */
const openWith = (names: readonly string[]): OnyxClient => {
  const kept = names.filter((name) => !(name in globalThis));
  for (const name of kept) Object.defineProperty(globalThis, name, { value: {}, configurable: true });
  try {
    return new OnyxClient(OPTIONS);
  } finally {
    for (const name of kept) Reflect.deleteProperty(globalThis, name);
  }
};

test.each([
  ['a page', ['window', 'document']],
  ['a worker of a page', ['WorkerNavigator', 'importScripts']],
])('%s is refused in words, before anything is sent', (_where, names) => {
  expect(() => openWith(names)).toThrow(/runs on your server.*revoke it/);
  expect(() => openWith(names)).not.toThrow(OPTIONS.credential);
});

test.each([
  ['Node or Bun', []],
  ['Deno as it was', ['Deno', 'window']],
  ['a worker of Deno', ['Deno', 'WorkerNavigator', 'importScripts']],
  ['a worker at the edge', ['WorkerGlobalScope', 'caches']],
])('%s is served', (_where, names) => {
  expect(openWith(names)).toBeInstanceOf(OnyxClient);
});
