import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { answerParent } from '../child.ts';

/** What the bench asks of a server: where it listens and what CPU time it has used so far; or to profile itself into a file. */
export type ServerQuestion = 'state' | 'start profile' | { readonly profile: string };

export interface ServerAnswer {
  readonly url: string;
  readonly cpuMs: number;
}

/** Tells the bench of a server that listens. */
export const serve = (url: string): void => {
  const session = new Session();
  answerParent<ServerQuestion, ServerAnswer>(async (question) => {
    if (question === 'start profile') {
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
    } else if (question !== 'state') {
      const { profile } = await session.post('Profiler.stop');
      await writeFile(question.profile, JSON.stringify(profile));
    }
    const { user, system } = process.cpuUsage();
    return { url, cpuMs: (user + system) / 1000 };
  });
};

/** What a server finds in its environment. */
export const ENVIRONMENT = {
  database: 'BENCH_DATABASE',
  folder: 'BENCH_FOLDER',
  partners: 'BENCH_PARTNERS',
  /** Cost points that a credential and an organisation may spend in a second. */
  points: 'BENCH_POINTS',
} as const;

export const environment = (name: keyof typeof ENVIRONMENT): string => {
  const value = process.env[ENVIRONMENT[name]];
  if (value === undefined) throw new Error(`${ENVIRONMENT[name]} is not set`);
  return value;
};
