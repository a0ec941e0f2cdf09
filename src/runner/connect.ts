import { randomUUID } from 'node:crypto';
import type { EtoroKeys } from '../etoro/call.ts';
import { connectEtoro } from '../etoro/client.ts';
import { startEtoroClock } from '../etoro/clock.ts';
import { startRetries } from '../etoro/retries.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { connectEarly } from '../http/early-connection.ts';
import { send } from '../http/send.ts';
import { systemClock as clock, type Budget } from '../time/clock.ts';
import type { Program } from './program.ts';

export interface Target {
  readonly apiUrl: URL;
  readonly agentPortfolioId: Uuid;
  readonly keys: EtoroKeys;
}

export type Connection = Awaited<ReturnType<typeof connect>>;

/** Connects to eToro and sends nothing yet. `onCorrection` gets the milliseconds by which the runner's clock is off. */
export async function connect(
  { apiUrl, agentPortfolioId, keys }: Target,
  { log, secrets, signal }: Pick<Program, 'log' | 'secrets' | 'signal'>,
  onCorrection: (milliseconds: number) => void = () => undefined,
) {
  const agent = await connectEarly(apiUrl);
  const etoroClock = startEtoroClock(clock, onCorrection);
  const tools = { apiUrl, keys, send, randomUuid: randomUUID, etoroClock, clock, secrets, agent };
  return {
    ...{ etoro: connectEtoro(agentPortfolioId, tools), etoroClock, clock, log, secrets },
    startRetries: (budget: Budget, until = signal) => startRetries(budget, until, { clock, random: Math.random, log }),
  };
}
