import { badInput } from '../../kernel/fault.ts';

interface Period {
  readonly createdFrom?: Date | null;
  readonly createdBefore?: Date | null;
}

/** The ends of a filter's period. Refuses: BAD_USER_INPUT for a period turned round. */
export const periodOf = (filter: Period | null | undefined) => {
  const { createdFrom, createdBefore } = filter ?? {};
  if (createdFrom && createdBefore && createdFrom > createdBefore) {
    throw badInput({ field: 'filter.createdFrom', bound: 'not after createdBefore' });
  }
  return { createdFrom: createdFrom ?? undefined, createdBefore: createdBefore ?? undefined };
};
