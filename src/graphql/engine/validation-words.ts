import { redact } from '../../kernel/redact.ts';

/** Sentences of graphql-js's rules that hold only names and types, never a value that the client wrote. */
const NAMES_ONLY =
  /^(Cannot query field|Unknown (argument|type|fragment|directive)|Field "|Fields "|Variable "|Fragment |Directive "|The directive "|OneOf Input Object "|Cannot spread fragment|There can be only one|This anonymous operation|Too many validation errors|Maximum introspection depth)/;

/** In those sentences each quoted part is a name or a type. */
const QUOTED = /"([^"]*)"/g;
const NAME_OR_TYPE = /^[@$]?[\w.![\]]{1,100}$/;

/** A sentence with a name in it is not longer. */
const WORDS_MAX = 200;

const SUGGESTION = / Did you mean [^?]*\?/g;

const VALUE_OF_TYPE = [
  /^Expected value of (?:non-null )?type "([\w![\]]+)"/,
  /^Enum "(\w+)" cannot represent/,
  /^(Int|Float|String|Boolean|ID) cannot represent/,
  /in "(\w+)" enum\.$/,
];

const isNamesOnly = (message: string): boolean =>
  NAMES_ONLY.test(message) && [...message.matchAll(QUOTED)].every(([, quoted = '']) => NAME_OR_TYPE.test(quoted));

/**
 * Says why a document does not fit the schema, without suggestions and without any value of the document: a secret may
 * stand in the wrong place. Null where nothing safe can be said.
 */
export const whyInvalid = (message: string): string | null => {
  const plain = message.replaceAll(SUGGESTION, '');
  for (const pattern of VALUE_OF_TYPE) {
    const type = pattern.exec(plain)?.[1];
    if (type !== undefined) return `A value does not fit the type ${type}.`;
  }
  return isNamesOnly(plain) && redact(plain) === plain ? plain : null;
};

/** What a syntax error repeats of the document though it is no name and no punctuation: a string, a number, a comment. */
const REPEATED = /(String|BlockString|Comment|Int|Float|escape sequence):? ".*"/s;

const positionOf = (error: Error): string => {
  const [first]: readonly unknown[] = 'locations' in error && Array.isArray(error.locations) ? error.locations : [];
  const isPlace = typeof first === 'object' && first !== null && 'line' in first && 'column' in first;
  return isPlace ? `Line ${first.line}, column ${first.column}: ` : '';
};

/** Says where and why a document cannot be read, without any value of it; a name that may be a secret is left out, too. */
export const whyUnreadable = (error: Error): string => {
  const plain = error.message.replace(/^Syntax Error: /, '').replace(REPEATED, '$1');
  const isSafe = plain.length <= WORDS_MAX && redact(plain) === plain;
  return `${positionOf(error)}${isSafe ? plain : 'The text is not what GraphQL has here.'}`;
};
