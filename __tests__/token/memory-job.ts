import { startEtoroClock } from '../../src/etoro/clock.ts';
import { startRetries } from '../../src/etoro/retries.ts';
import { parseName, repositoryIdOf, startFamily } from '../../src/names/family.ts';
import { startBudget, type Budget } from '../../src/time/clock.ts';
import { issueUserToken, type IssuedUserToken } from '../../src/token/issue.ts';
import { NOT_ENDED, worksLeft, type Made } from '../../src/token/work.ts';
import { revokeAll, type Outcome } from '../../src/token/revoke.ts';
import { fakeClock, fakeLog, HOUR, MINUTE, SECOND } from '../fakes.ts';
import { fakeEtoro, type FakeEtoroOptions } from './fake-etoro.ts';

interface MemoryJobOptions extends Omit<FakeEtoroOptions, 'clock' | 'etoroClock' | 'isDead'> {
  readonly ipsWhitelist?: readonly string[];
  readonly scopeIds?: readonly number[];
  /** Whether the token stays when the job is over. */
  readonly isKept?: boolean;
  /** What the step may take, in milliseconds. */
  readonly budget?: number;
  /** Aborted when the step is told to stop. */
  readonly signal?: AbortSignal;
  readonly random?: number;
  /** Called when the token is handed out, and when the step notes its end. */
  readonly onHandOut?: () => void;
  readonly onEnd?: (made: Made) => void;
}

const run = { repository: repositoryIdOf('https://github.com', '1'), runId: 1, runAttempt: 1 };

/** The name that another job gave its token. */
export const OTHER_NAME = 'gha-other-7-1-0123450123456789001';

/** A step and its post step on a portfolio in memory, with the action's own retries, clock and log. */
export function startMemoryJob({
  ipsWhitelist = [],
  scopeIds = [201],
  isKept = false,
  budget = 5 * MINUTE,
  signal = new AbortController().signal,
  random = 0.5,
  onHandOut = () => undefined,
  onEnd = () => undefined,
  ...more
}: MemoryJobOptions = {}) {
  const clock = fakeClock();
  const log = fakeLog();
  const family = startFamily(run, 'bot', isKept);
  let saved: Made | undefined;
  let isDead = false;
  let handedOut: IssuedUserToken | undefined;
  const etoroClock = startEtoroClock(clock, (off) => {
    log.warning(`off by ${off}`);
  });
  const etoro = fakeEtoro({ clock, etoroClock, ...more, isDead: () => isDead });
  const retriesIn = (budget: Budget, until = signal) =>
    startRetries(budget, until, { clock, random: () => random, log });
  const tools = { etoro, etoroClock, clock, log, secrets: log.secrets };
  const end = (made: Made) => {
    if (isDead) return;
    onEnd(made);
    saved = made;
  };
  /** The name of a token of this job as `#1`, `#2` and so on. */
  const short = (name: string) => (parseName(name)?.family === family ? `#${parseInt(name.slice(-3), 36)}` : name);

  return {
    clock,
    log,
    etoro,
    family,
    /** Runs the step to its end, and gives the token that it handed out. */
    issue: async (): Promise<IssuedUserToken> => {
      const request = { family, scopes: { apiVersion: 'v1', scopeIds }, ipsWhitelist } as const;
      const retries = retriesIn(startBudget(budget, clock));
      await issueUserToken(
        { ...request, expiresIn: HOUR },
        (issued) => {
          onHandOut();
          handedOut = issued;
        },
        signal,
        { ...tools, retries, end, startRetries: retriesIn },
      ).finally(() => {
        isDead = false;
      });
      if (!handedOut) throw new Error('nothing was handed out');
      return handedOut;
    },
    /** The step is killed: it does nothing any more. */
    kill: () => {
      isDead = true;
    },
    /** The post step has what the step saved before its first request. */
    loseState: () => {
      saved = undefined;
    },
    /** What the post step does with what the step left. */
    post: async (): Promise<Outcome[]> => {
      const outcomes: Outcome[] = [];
      const retries = retriesIn(startBudget(150 * SECOND, clock), new AbortController().signal);
      for (const work of worksLeft(family, saved ?? NOT_ENDED, clock, etoroClock)) {
        outcomes.push(await revokeAll(work, { ...tools, retries }));
      }
      return outcomes;
    },
    handedOut: () => handedOut,
    saved: () => saved ?? {},
    /** The calls so far, such as `create #1`, `list` and `revoke #1`. */
    calls: () => etoro.calls.map((call) => call.replace(/\S+$/, short)),
    /** The names on the portfolio. */
    names: () => etoro.tokens().map(({ userTokenName }) => short(userTokenName)),
  };
}
