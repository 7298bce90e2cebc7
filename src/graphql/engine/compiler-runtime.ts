import { createRequire } from 'node:module';

interface CompiledRun {
  promiseCounter: number;
  resolve(run: CompiledRun): void;
}

type OnSuccess = (value: unknown) => void;
type OnError = (error: unknown) => void;
type Complete = (run: CompiledRun, value: unknown, onSuccess: OnSuccess, onError: OnError) => void;

/** The compiler loads its runtime as CommonJS, whichever way it is imported itself. */
const { jitRuntime } = createRequire(import.meta.url)('graphql-jit/dist/runtime') as { jitRuntime: object };

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  value !== null && typeof value === 'object' && 'then' in value && typeof value.then === 'function';

const attempt = (value: unknown, onSuccess: OnSuccess, onError: OnError): void => {
  try {
    onSuccess(value);
  } catch (error) {
    onError(error);
  }
};

const complete: Complete = (run, value, onSuccess, onError) => {
  if (!isPromise(value)) {
    attempt(value, onSuccess, onError);
    return;
  }
  run.promiseCounter += 1;
  const done = (): void => {
    run.promiseCounter -= 1;
    if (run.promiseCounter === 0) run.resolve(run);
  };
  value.then(
    (result) => {
      attempt(result, onSuccess, onError);
      done();
    },
    (error) => {
      onError(error);
      done();
    },
  );
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** An item that is an Error becomes null at its own place; the compiler's own error branch appends the null at the end. */
const completeItem: Complete = (run, value, onSuccess) =>
  complete(run, value, onSuccess, (error) => onSuccess(asError(error)));

/**
 * graphql-jit 0.8.9 completes an asynchronous value inside `then` without a catch: where a getter of a row or a type
 * resolver throws there, the request hangs and the process ends by an unhandled rejection. This puts a completion into
 * its runtime that reports the error on the field, as graphql-js does.
 */
export const mendCompilerRuntime = (): void => {
  Object.assign(jitRuntime, { handleResolverResult: complete, handleListItemResult: completeItem });
};
