import { startEtoroClock } from '../../src/etoro/clock.ts';
import { startRetries } from '../../src/etoro/retries.ts';
import { startBudget, type Budget } from '../../src/time/budget.ts';
import { issueUserToken } from '../../src/token/issue.ts';
import { openLedger, type Ledger, type OpenToken } from '../../src/token/ledger.ts';
import { settleOnce } from '../../src/token/lost.ts';
import { revokeAll } from '../../src/token/revoke.ts';
import { fakeClock, fakeLog, HOUR, MINUTE, noSignal, SECOND } from '../fakes.ts';
import { fakeEtoro, type FakeEtoroOptions } from './fake-etoro.ts';

interface MemoryJobOptions extends Omit<FakeEtoroOptions, 'clock' | 'etoroClock'> {
  /** Nothing: generated ones, `gha-1`, `gha-2` and so on. */
  readonly tokenName?: string;
  readonly ipsWhitelist?: readonly string[];
  readonly scopeIds?: readonly number[];
  /** Milliseconds. */
  readonly expiresIn?: number;
  /** What the step may take, in milliseconds. */
  readonly budget?: number;
}

/** A step and its post step on a portfolio in memory, with the action's own ledger, retries, clock and log. */
export function startMemoryJob({
  tokenName,
  ipsWhitelist = [],
  scopeIds = [201],
  expiresIn = HOUR,
  budget = 5 * MINUTE,
  ...more
}: MemoryJobOptions = {}) {
  const clock = fakeClock();
  const log = fakeLog();
  let saved: readonly OpenToken[] = [];
  const ledger = openLedger([], (tokens) => {
    saved = tokens;
  });
  const etoroClock = startEtoroClock(clock, (off) => {
    log.warning(`off by ${off}`);
  });
  const etoro = fakeEtoro({ clock, etoroClock, ...more });
  const retriesIn = (budget: Budget, waitSignal = noSignal) =>
    startRetries(budget, { clock, random: () => 0.5, log, signal: noSignal, waitSignal });
  const tools = { etoro, etoroClock, clock, log, secrets: log.secrets };
  const retries = retriesIn(startBudget(budget, clock));
  let names = 0;
  const request = {
    name: tokenName ?? (() => `gha-${++names}`),
    scopes: { apiVersion: 'v1', scopeIds },
    ipsWhitelist,
    expiresIn,
  } as const;
  return {
    clock,
    log,
    ledger,
    etoro,
    issue: () => issueUserToken(request, { ...tools, ledger, retries }),
    /** What the post step does with what the step left. */
    revoke: (left: Ledger = openLedger(saved, () => undefined), hurry = noSignal) =>
      revokeAll(
        {
          left: () => left.unsettled(),
          tryOnce: (retries) => settleOnce({ ...tools, ledger: left, retries }),
          giveUp: (token) => {
            left.giveUp(token);
          },
        },
        {
          ...{ clock, log, hurry },
          startRetries: (budget) => retriesIn(budget, hurry),
          total: startBudget(150 * SECOND, clock),
          startFailureBudget: () => startBudget(MINUTE, clock),
        },
      ),
    /** The names on the portfolio. */
    names: () => etoro.tokens().map(({ userTokenName }) => userTokenName),
    /** The names that the post step would find. */
    noted: () => saved.map(({ userTokenName }) => userTokenName),
    saved: () => saved,
  };
}

export type MemoryJob = ReturnType<typeof startMemoryJob>;
