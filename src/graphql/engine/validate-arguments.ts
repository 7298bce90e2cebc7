import { validateSync } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';

const OPTIONS = { skipMissingProperties: true, forbidUnknownValues: false, stopAtFirstError: false };

/**
 * Checks an argument object by its class-validator constraints. TypeGraphQL's own way does the same, but it imports
 * class-validator anew for each call and validates asynchronously: six times the work for the arguments of a look-up.
 */
export const validateArguments = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  const found = validateSync(value, OPTIONS);
  if (found.length > 0) throw new ArgumentValidationError(found);
};
