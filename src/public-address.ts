import { TransportError, type Send } from './http/send.ts';
import { isIPv4, isPublic, type IPv4 } from './runner-ip.ts';
import type { Log } from './log.ts';
import { foreignText } from './secret.ts';

/** How many services must say the same, where there are as many. */
const QUORUM = 2;

/** The most that asking may take, in milliseconds. */
const LONGEST_ASKING = 10_000;

/** An address has 15 characters; a page of HTML has more than this. */
const LONGEST_ANSWER = 512;

export interface FoundAddress {
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
    super("This runner's public IPv4 address could not be found");
    this.answers = answers;
  }
}

export interface AskOptions {
  readonly send: Send;
  /** The most it may take, in milliseconds; it takes 10 seconds at the most anyway. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** A service's answer that is no public IPv4 address. */
class NoAddress extends Error {}

/**
 * Asks all services at once which IPv4 address they see, and is done as soon as two say the same (one, when there is
 * just one). The requests carry no key.
 */
export async function findPublicAddress(
  services: readonly URL[],
  options: AskOptions,
): Promise<FoundAddress> {
  const timeout = Math.min(options.timeout, LONGEST_ASKING);
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const quorum = Math.min(QUORUM, services.length);
  const votes = new Map<IPv4, number>();
  const answers: string[] = [];

  const agreement = new Promise<FoundAddress>((resolve, reject) => {
    const asked = services.map(async (service, index) => {
      try {
        const address = await ask(service, { ...options, timeout, signal });
        const agreeing = (votes.get(address) ?? 0) + 1;
        votes.set(address, agreeing);
        answers[index] = `${service.host}: ${address}`;
        if (agreeing === quorum) resolve({ address, agreeing, asked: services.length });
      } catch (error) {
        if (!(error instanceof TransportError || error instanceof NoAddress)) throw error;
        answers[index] = `${service.host}: ${error.message}`;
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

async function ask(service: URL, { send, timeout, signal, log }: AskOptions): Promise<IPv4> {
  const { status, body } = await send(
    { method: 'GET', url: service, headers: {}, timeout, maxBytes: LONGEST_ANSWER, family: 4 },
    signal,
  );
  if (status !== 200) {
    const redirect = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
    throw new NoAddress(`HTTP ${status}${redirect}`);
  }
  const text = body.trim();
  if (!isIPv4(text)) {
    throw new NoAddress(
      `no IPv4 address but ${JSON.stringify(foreignText(text, log.secrets, 60))}`,
    );
  }
  if (!isPublic(text)) throw new NoAddress(`${text}, which is not a public address`);
  return text;
}
