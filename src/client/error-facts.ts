type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const isText = (value: unknown): value is string => typeof value === 'string';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const problemOf = ({ problems }: Json): string | null => {
  const [first, ...more] = listOf(problems);
  if (!isRecord(first) || !isText(first.field) || !isText(first.bound)) return null;
  return `${first.field}: ${first.bound}${more.length > 0 ? `, and ${more.length} more` : ''}`;
};

const scopesOf = ({ missingScopes, field }: Json): string | null => {
  const scopes = listOf(missingScopes).filter(isText);
  if (scopes.length === 0) return null;
  return `missing ${scopes.join(', ')}${isText(field) ? ` for ${field}` : ''}`;
};

const moneyOf = (name: string, money: unknown): string | null =>
  isRecord(money) && isText(money.amount) && isText(money.currency)
    ? `${name} ${money.amount} ${money.currency}`
    : null;

const FACTS: Readonly<Record<string, (details: Json) => string | null>> = {
  BAD_USER_INPUT: problemOf,
  FORBIDDEN: scopesOf,
  INSUFFICIENT_BALANCE: ({ shortfall }) => moneyOf('shortfall', shortfall),
  PRICE_CHANGED: ({ netPrice }) => moneyOf('net price', netPrice),
};

/**
 * What a line of a log has to hold of a refusal besides its sentence: names, bounds and amounts that the server wrote.
 * Nothing that was sent is among it, so no secret is. Empty where there is nothing.
 */
export const factsOf = (code: string, details: Json, requestId: string | null): string => {
  const fact = Object.hasOwn(FACTS, code) ? FACTS[code]?.(details) : null;
  const facts = [fact, requestId].filter(isText);
  return facts.length > 0 ? ` (${facts.join('; ')})` : '';
};
