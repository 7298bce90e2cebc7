import { badInput } from './fault.ts';

/** How long may be what people tell each other about an order, an invoice or an organisation, in characters. */
export const REMARK_MAX = 500;

/** Refuses: BAD_USER_INPUT, naming the field, where a remark is empty or too long. */
export const assertRemark = (remark: string, field: string): void => {
  const { length } = [...remark];
  if (length < 1 || length > REMARK_MAX) throw badInput({ field, bound: `1 to ${REMARK_MAX} characters` });
};
