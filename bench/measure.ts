import type { Child } from './child.ts';
import type { LoadAnswer, LoadQuestion, Shot } from './load.ts';
import type { ServerAnswer, ServerQuestion } from './servers/protocol.ts';

export type Server = Child<ServerQuestion, ServerAnswer>;
export type Load = Child<LoadQuestion, LoadAnswer>;

/** One of the ways in which a scenario is answered. */
export interface Side {
  readonly name: string;
  readonly server: Server;
  readonly path: string;
  readonly shots: (count: number) => readonly Shot[];
}

/** The first side is ours and is compared with each of the others. */
export interface Scenario {
  readonly name: string;
  readonly say: string;
  /** Requests of one side in one round. */
  readonly count: number;
  readonly sides: readonly Side[];
}

/** Milliseconds per request: CPU of the server's process, time that went by, and what one client waited. */
export interface Sample {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly latencyMs: number;
}

const CONCURRENCY = 8;

/** Sends requests to a side and gives the bodies of its answers. */
export const answersOf = async (load: Load, side: Side, shots: readonly Shot[]): Promise<readonly string[]> => {
  const { url } = await side.server.ask('state');
  const { bodies } = await load.ask({ url: url + side.path, shots, concurrency: CONCURRENCY, keepBodies: true });
  return bodies;
};

/** One measurement of a side. */
export const sample = async (load: Load, side: Side, count: number): Promise<Sample> => {
  const shots = side.shots(count);
  const before = await side.server.ask('state');
  const url = before.url + side.path;
  const { wallMs, latencyMs } = await load.ask({ url, shots, concurrency: CONCURRENCY, keepBodies: false });
  const after = await side.server.ask('state');
  return { cpuMs: (after.cpuMs - before.cpuMs) / count, wallMs: wallMs / count, latencyMs };
};
