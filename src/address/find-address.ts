import type { Send } from '../http/send.ts';
import { TransportError } from '../http/transport-error.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { SECOND } from '../time/duration.ts';
import { isIPv4, isPublic, type IPv4 } from './ipv4.ts';

/** How many hosts must say the same, where there are as many. */
const QUORUM = 2;

/** The most that asking may take. */
const LONGEST_ASKING = 10 * SECOND;

/** An address has 15 characters; a page of HTML has more than this. */
const LONGEST_ANSWER = 512;

interface FoundAddress {
  readonly address: IPv4;
  readonly agreeing: number;
  readonly asked: number;
}

/** Too few services said the same. */
export class NoAgreement extends Error {
  override readonly name = 'NoAgreement';
  /** What each service said, or why it did not: one line each, fit for the log. */
  readonly answers: readonly string[];

  constructor(answers: readonly string[]) {
    super("This runner's public IPv4 address cannot be found");
    this.answers = answers;
  }
}

export interface AskTools {
  readonly send: Send;
  /** The most it may take, in milliseconds; it takes 10 seconds at the most. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly secrets: KnownSecrets;
}

/** A service's answer that is not a public IPv4 address. */
class NoAddress extends Error {}

/**
 * Asks all services at once which IPv4 address they see, and is done when two hosts say the same (one, when there is just
 * one host). The requests carry no key.
 */
export async function findAddress(
  services: readonly URL[],
  tools: AskTools,
): Promise<FoundAddress> {
  const timeout = Math.min(tools.timeout, LONGEST_ASKING);
  const done = new AbortController();
  const signal = AbortSignal.any([tools.signal, done.signal]);
  const quorum = Math.min(QUORUM, new Set(services.map(({ host }) => host)).size);
  const votes = new Map<IPv4, Set<string>>();
  const answers: string[] = [];

  const agreement = new Promise<FoundAddress>((resolve, reject) => {
    const asked = services.map(async (service, index) => {
      const { host } = service;
      try {
        const address = await ask(service, { ...tools, timeout, signal });
        // A host that is asked twice has one vote.
        const hosts = (votes.get(address) ?? new Set()).add(host);
        votes.set(address, hosts);
        answers[index] = `${host}: ${address}`;
        if (hosts.size === quorum) {
          resolve({ address, agreeing: hosts.size, asked: services.length });
        }
      } catch (error) {
        if (!(error instanceof TransportError || error instanceof NoAddress)) throw error;
        answers[index] = `${host}: ${error.message}`;
      }
    });
    Promise.all(asked).then(() => {
      reject(new NoAgreement(answers));
    }, reject);
  });
  try {
    return await agreement;
  } finally {
    done.abort();
  }
}

async function ask(service: URL, { send, timeout, signal, secrets }: AskTools): Promise<IPv4> {
  const { status, body } = await send(
    { method: 'GET', url: service, headers: {}, timeout, maxBytes: LONGEST_ANSWER, family: 4 },
    signal,
  );
  if (status !== 200) {
    const isRedirect = status >= 300 && status < 400;
    throw new NoAddress(`HTTP ${status}${isRedirect ? ', a redirect, which is not followed' : ''}`);
  }
  const text = body.trim();
  if (!isIPv4(text)) {
    const shown = JSON.stringify(secrets.foreignText(text, 60));
    throw new NoAddress(`not an IPv4 address but ${shown}`);
  }
  if (!isPublic(text)) throw new NoAddress(`${text}, which is not a public address`);
  return text;
}
