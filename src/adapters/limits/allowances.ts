import { setTimeout as sleep } from 'node:timers/promises';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Partner } from '../../kernel/actor.ts';
import type { Bucket, Charged } from '../../kernel/allowance.ts';
import type { Log } from '../../kernel/log.ts';
import { connectRedis, type RedisConnection } from './redis.ts';

/** Points may be spent all at once within a window; then they are all there again. */
const WINDOW_SECONDS = 10;

interface AllowancesOptions {
  /** Cost points that one credential may spend in a second, over a window. */
  readonly credentialPoints: number;
  readonly organisationPoints: number;
  /** The largest cost of one operation: a full bucket always has as much. */
  readonly costMax: number;
  /** Where several processes keep one account; null keeps one in this process. */
  readonly redisUrl: string | null;
  readonly log: Log;
}

/** What is charged even for what costs nothing. */
const COST_MIN = 1;

/** A refusal is held back so long: whoever sends again at once would slow the others, and costs less while it waits. */
const REFUSAL_MS = 250;

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1000));

/** One allowance for each key: of a credential, or of an organisation in one mode. */
class Allowance {
  readonly #name: Bucket['name'];
  readonly #limit: number;
  readonly #limiter: RateLimiterAbstract;

  constructor(name: Bucket['name'], limit: number, redis: RedisConnection | null) {
    this.#name = name;
    this.#limit = limit;
    const options = { keyPrefix: `onyx:${name}`, points: limit, duration: WINDOW_SECONDS };
    const memory = new RateLimiterMemory(options);
    this.#limiter = redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: redis.client,
          insuranceLimiter: memory, // while Redis is away each process limits by itself
          rejectIfRedisNotReady: true,
        })
      : memory;
  }

  /** Takes points whether or not they are there. */
  take(key: string, points: number): Promise<RateLimiterRes> {
    return this.#limiter.penalty(key, points);
  }

  async giveBack(key: string, points: number): Promise<void> {
    await this.#limiter.reward(key, points);
  }

  isOverdrawn({ consumedPoints }: RateLimiterRes): boolean {
    return consumedPoints > this.#limit;
  }

  bucket(taken: RateLimiterRes, givenBack: number): Bucket {
    return {
      name: this.#name,
      limit: this.#limit,
      windowSeconds: WINDOW_SECONDS,
      remaining: Math.max(0, this.#limit - taken.consumedPoints + givenBack),
      resetSeconds: secondsOf(taken),
    };
  }
}

/** What credentials and organisations may spend. One organisation's flood ends at its own bucket. */
export class Allowances {
  readonly #credentials: Allowance;
  readonly #organisations: Allowance;
  readonly #redis: RedisConnection | null;

  private constructor(
    { credentialPoints, organisationPoints, costMax }: AllowancesOptions,
    redis: RedisConnection | null,
  ) {
    this.#credentials = new Allowance('credential', Math.max(credentialPoints * WINDOW_SECONDS, costMax), redis);
    this.#organisations = new Allowance('organisation', Math.max(organisationPoints * WINDOW_SECONDS, costMax), redis);
    this.#redis = redis;
  }

  static async start(options: AllowancesOptions): Promise<Allowances> {
    const { redisUrl, log } = options;
    return new Allowances(options, redisUrl === null ? null : await connectRedis(redisUrl, log));
  }

  async stop(): Promise<void> {
    await this.#redis?.close();
  }

  /** Takes the cost of an operation from both buckets, or from none where one of them has too little. */
  async charge({ credentialId, organisationId, mode }: Partner, cost: number): Promise<Charged> {
    const points = Math.max(COST_MIN, cost);
    const owner = `${organisationId}:${mode}`;
    const [own, all] = await Promise.all([
      this.#credentials.take(credentialId, points),
      this.#organisations.take(owner, points),
    ]);
    const overdrawn = [this.#credentials.isOverdrawn(own) && own, this.#organisations.isOverdrawn(all) && all];
    const waits = overdrawn.filter((taken) => taken !== false).map(secondsOf);
    const isRefused = waits.length > 0;
    if (isRefused) {
      await Promise.all([
        this.#credentials.giveBack(credentialId, points),
        this.#organisations.giveBack(owner, points),
      ]);
      await sleep(REFUSAL_MS);
    }
    const givenBack = isRefused ? points : 0;
    return {
      buckets: [this.#credentials.bucket(own, givenBack), this.#organisations.bucket(all, givenBack)],
      retryAfterSeconds: isRefused ? Math.max(...waits) : null,
    };
  }
}
