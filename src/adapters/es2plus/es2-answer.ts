import { type Es2Function, NoAnswer } from './es2-function.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What an SM-DP+ answered. A failure comes with HTTP 200 too. */
export type Es2Answer =
  | { readonly kind: 'executed'; readonly fields: Fields }
  /** `subject/reason`, such as `8.2.5/3.7`. */
  | { readonly kind: 'failed'; readonly code: string };

const fieldsOf = (value: unknown): Fields => Object.fromEntries(Object.entries(Object(value)));

const EXECUTED: readonly unknown[] = ['Executed-Success', 'Executed-WithWarning'];

/** Subject and reason codes are numbers with points between (section 5.2.6). */
const CODE = /^\d{1,3}(\.\d{1,3}){0,4}$/;

const codeOf = (value: unknown): string => (typeof value === 'string' && CODE.test(value) ? value : 'none');

const parse = (asked: Es2Function, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoAnswer(asked, 'the answer is no JSON'); // the parser's own words quote it
  }
};

/** Reads the body of an answer (section 6.5.1.4). Throws NoAnswer where it does not say what became of the function. */
export const readEs2Answer = (asked: Es2Function, text: string): Es2Answer => {
  const fields = fieldsOf(parse(asked, text));
  const { status, statusCodeData } = fieldsOf(fieldsOf(fields.header).functionExecutionStatus);
  if (EXECUTED.includes(status)) return { kind: 'executed', fields };
  if (status !== 'Failed') throw new NoAnswer(asked, 'the answer has no status of execution');
  const { subjectCode, reasonCode } = fieldsOf(statusCodeData);
  return { kind: 'failed', code: `${codeOf(subjectCode)}/${codeOf(reasonCode)}` };
};

/** A field that the answer must have in this form. Throws NoAnswer, which does not quote it. */
export const readField = (asked: Es2Function, fields: Fields, name: string, form: RegExp): string => {
  const value = fields[name];
  if (typeof value !== 'string' || !form.test(value)) throw new NoAnswer(asked, `the answer has no usable ${name}`);
  return value;
};
