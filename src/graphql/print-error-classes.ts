/** What a code means and what to do about it, for whoever reads the class. */
interface CodeText {
  readonly isTransient: boolean;
  readonly say: string;
  readonly next: string;
}

/** `InsufficientBalanceError` for `INSUFFICIENT_BALANCE`. */
const className = (code: string): string =>
  `${code.toLowerCase().replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Error`;

const classOf = ([code, { say, next }]: readonly [string, CodeText]): string =>
  `/** ${say} ${next} */
export class ${className(code)} extends OnyxError<'${code}'> {
  override readonly name = '${className(code)}';
}
`;

/** The classes of `src/client/generated/errors.ts`: one for each code that a partner can meet, and their union. */
export const printErrorClasses = (codes: Readonly<Record<string, CodeText>>): string => {
  const names = Object.keys(codes);
  const transient = names.filter((code) => codes[code]?.isTransient);
  return `// Made from schema/codes.json by \`npm run generate\`.
import { AbortedError, NetworkError, OnyxError } from '../onyx-error.ts';

${Object.entries(codes).map(classOf).join('\n')}
/** The class of each code that this version of the client knows. */
export const ERROR_CLASSES = {
  ABORTED: AbortedError,
  NETWORK: NetworkError,
${names.map((code) => `  ${code}: ${className(code)},\n`).join('')}} as const;

/** The codes that pass by themselves within moments; of any other code the server says so in \`isTransient\`. */
export const TRANSIENT_CODES: readonly string[] = [${transient.map((code) => `'${code}'`).join(', ')}];

/** An error of a code that this version of the client knows, told apart by its \`code\`. */
export type KnownOnyxError = InstanceType<(typeof ERROR_CLASSES)[keyof typeof ERROR_CLASSES]>;

/** Whether it is an OnyxError of a known code, so that \`switch (error.code)\` narrows its details. */
export const isKnownOnyxError = (error: unknown): error is KnownOnyxError =>
  error instanceof OnyxError && Object.hasOwn(ERROR_CLASSES, error.code);
`;
};
