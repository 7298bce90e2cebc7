import { answerParent } from '../child.ts';

/** What the bench asks of a server: where it listens, or what CPU time it has used so far. */
export type ServerQuestion = 'url' | 'cpu';

export interface ServerAnswer {
  readonly url: string;
  readonly cpuMs: number;
}

/** Tells the bench of a server that listens. */
export const serve = (url: string): void =>
  answerParent<ServerQuestion, ServerAnswer>(async () => {
    const { user, system } = process.cpuUsage();
    return { url, cpuMs: (user + system) / 1000 };
  });

/** What a server finds in its environment. */
export const ENVIRONMENT = { database: 'BENCH_DATABASE', folder: 'BENCH_FOLDER', partners: 'BENCH_PARTNERS' } as const;

export const environment = (name: keyof typeof ENVIRONMENT): string => {
  const value = process.env[ENVIRONMENT[name]];
  if (value === undefined) throw new Error(`${ENVIRONMENT[name]} is not set`);
  return value;
};
