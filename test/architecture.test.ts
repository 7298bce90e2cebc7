import { cycleComplaints, importComplaints } from './architecture/import-rules.ts';
import { libraryComplaints } from './architecture/library-rules.ts';
import { readerComplaints, transactionComplaints } from './architecture/reader-rules.ts';
import { readSources } from './architecture/source-file.ts';

const files = [...readSources('src'), ...readSources('migrations')];

test('the house is read', () => {
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['src/wiring.ts', 'src/kernel/fault.ts']));
});

test('every arrow points down, nothing points sideways, a room is entered through its index.ts', () => {
  expect(importComplaints(files)).toEqual([]);
});

test('no file imports itself in a circle, type imports included', () => {
  expect(cycleComplaints(files)).toEqual([]);
});

test('what knows GraphQL, SQL or a tool stands in the place for it', () => {
  expect(libraryComplaints(files)).toEqual([]);
});

test('environment, time, randomness and output have one reader each', () => {
  expect(readerComplaints(files)).toEqual([]);
});

test('a transaction is opened by the door alone', () => {
  expect(transactionComplaints(files)).toEqual([]);
});
