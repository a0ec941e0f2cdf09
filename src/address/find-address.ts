import { setMaxListeners } from 'node:events';
import { isIPv6 } from 'node:net';
import { backoff, retryAfter, type Random } from '../http/retry-after.ts';
import { outcomeOf, type Send } from '../http/send.ts';
import { TransportError, type Obstacle } from '../http/transport-error.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Log } from '../secrets/log.ts';
import { formatDuration, pauseWithin, SECOND, startBudget, type Budget, type Clock } from '../time/clock.ts';
import { isIPv4, isPublic, type IPv4 } from './ipv4.ts';

/** How many hosts must say the same, where there are as many. */
const QUORUM = 2;

/** The most that asking may take, all tries together. One try may take a third of it, so that another one fits. */
const LONGEST_ASKING = 30 * SECOND;

/** An address has 15 characters; a page of HTML has more than this. */
const LONGEST_ANSWER = 512;

export interface AskTools {
  readonly send: Send;
  /** The most it may take, in milliseconds; it takes half a minute at the most. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly secrets: KnownSecrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What a service said. After `wait` milliseconds it may say something else; without a `wait`, it will not. */
type Said =
  { readonly address: IPv4 } | { readonly problem: string; readonly obstacle: Obstacle; readonly wait?: number };

/**
 * Asks all services at once which IPv4 address they see, and is done when two hosts say the same (one, when there is
 * just one host), with the address and how many agree. A service that fails is asked again where that may help. The
 * requests carry no key. The error tells who said what, and what to do.
 */
export async function findAddress(services: readonly URL[], tools: AskTools): Promise<readonly [IPv4, number]> {
  const budget = startBudget(Math.min(tools.timeout, LONGEST_ASKING), tools.clock);
  const done = new AbortController();
  const signal = AbortSignal.any([tools.signal, done.signal]);
  // Node 20 warns of more than ten requests.
  setMaxListeners(0, signal);
  const quorum = Math.min(QUORUM, new Set(services.map(({ host }) => host)).size);
  const votes = new Map<IPv4, Set<string>>();
  const answers: string[] = [];
  const obstacles: Obstacle[] = [];

  const agreement = new Promise<readonly [IPv4, number]>((resolve, reject) => {
    const asked = services.map(async (service, index) => {
      const { host } = service;
      const said = await askWithRetries(service, budget, { ...tools, signal });
      if ('problem' in said) {
        answers[index] = `\n- ${host}: ${said.problem}`;
        obstacles.push(said.obstacle);
        return;
      }
      answers[index] = `\n- ${host}: ${said.address}`;
      // A host that is asked twice has one vote.
      const hosts = (votes.get(said.address) ?? new Set()).add(host);
      votes.set(said.address, hosts);
      if (hosts.size === quorum) resolve([said.address, quorum]);
    });
    Promise.all(asked).then(() => {
      const what = "This runner's public IPv4 address cannot be found because too few services agree:";
      reject(new Error(`${what}${answers.join('')}\n${whatToDo(votes.size, obstacles)}`));
    }, reject);
  });
  try {
    return await agreement;
  } finally {
    done.abort();
  }
}

function whatToDo(addresses: number, obstacles: readonly Obstacle[]): string {
  const write = 'Write the public addresses of the runner in the input runner-ip';
  if (addresses > 1) return `${write}: all that are listed here, if it has several.`;
  // These two are on the way to eToro as well.
  if (obstacles.includes('certificate')) {
    return 'Something on the way looks into TLS, or the clock of this runner is wrong. Name the authority of the certificate in NODE_EXTRA_CA_CERTS.';
  }
  if (obstacles.includes('proxy')) {
    return 'Check https_proxy in the environment, and whether the proxy lets these hosts through.';
  }
  return obstacles.includes('answer') || obstacles.includes('size')
    ? `${write}, or let it reach these hosts: a firewall or a sign-in page seems to answer in their place.`
    : `${write}, or let it reach these hosts, or name others in the input ip-services.`;
}

async function askWithRetries(service: URL, budget: Budget, tools: AskTools): Promise<Said> {
  const { clock, random, log, signal } = tools;
  for (let tries = 1; ; tries++) {
    const said = await ask(service, Math.min(budget.remaining(), Math.max(SECOND, budget.total / 3)), tools);
    if ('address' in said || said.wait === undefined) return said;
    const pause = pauseWithin(budget, said.wait, backoff(tries, random));
    if (pause === undefined) return said;
    log.info(`${service.host}: ${said.problem}. Waiting ${formatDuration(pause)} before it is asked again.`);
    await clock.sleep(pause, signal);
  }
}

async function ask(url: URL, timeout: number, { send, signal, secrets, clock }: AskTools): Promise<Said> {
  const request = { method: 'GET', url, headers: {}, timeout, maxBytes: LONGEST_ANSWER, family: 4 } as const;
  const answer = await outcomeOf(send(request, signal));
  if (answer instanceof TransportError) {
    const { message: problem, obstacle, mayPass } = answer;
    return { problem, obstacle, ...(mayPass && { wait: 0 }) };
  }
  const { status, headers, body } = answer;
  // 511 is a sign-in page.
  if (status === 408 || status === 429 || (status >= 500 && status !== 511)) {
    const isLimited = status === 429;
    const wait = Math.max(retryAfter(headers, clock.now(), isLimited) ?? 0, isLimited ? SECOND : 0);
    return { problem: `HTTP ${status}`, obstacle: 'network', wait };
  }
  if (status !== 200) {
    const more = status >= 300 && status < 400 ? ', a redirect, which is not followed' : '';
    return { problem: `HTTP ${status}${more}`, obstacle: 'answer' };
  }
  const text = body.trim();
  if (!isIPv4(text)) {
    const shown = JSON.stringify(secrets.foreignText(text, 60));
    return { problem: `not an IPv4 address but ${shown}`, obstacle: isIPv6(text) ? 'network' : 'answer' };
  }
  if (isPublic(text)) return { address: text };
  return { problem: `${text}, which is not a public address`, obstacle: 'network' };
}
