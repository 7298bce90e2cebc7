import { fileNameComplaints, useCaseComplaints, wordComplaints } from './architecture/name-rules.ts';
import { docstringComplaints, lengthComplaints, markComplaints, syntaxComplaints } from './architecture/shape-rules.ts';
import { readSources } from './architecture/source-file.ts';

const files = ['src', 'migrations', 'test', 'bench'].flatMap(readSources);

/** The rules and their examples have to spell what they refuse. */
const withoutRules = files.filter(({ path }) => !path.startsWith('test/architecture/'));

test('no file is longer than 300 lines', () => {
  expect(lengthComplaints(files)).toEqual([]);
});

test('files are named in kebab-case, with the suffix of their role', () => {
  expect(fileNameComplaints(files)).toEqual([]);
});

test('no file, type, function or variable has a name that holds anything', () => {
  expect(wordComplaints(files)).toEqual([]);
});

test('a use-case has the name of its file', () => {
  expect(useCaseComplaints(files)).toEqual([]);
});

test('nothing is left to do, and nothing goes around the compiler or the linter', () => {
  expect(markComplaints(withoutRules)).toEqual([]);
});

test('there is no any, no enum, and no decorator outside src/graphql', () => {
  expect(syntaxComplaints(files)).toEqual([]);
});

test('an exported function of use-cases, domains, records, db and client says what it promises', () => {
  expect(docstringComplaints(files)).toEqual([]);
});
