import { isIPv4, type IPv4 } from '../src/address/ipv4.ts';
import { EtoroError, type Call, type Refusal } from '../src/etoro/errors.ts';
import { isUuid, type Uuid } from '../src/etoro/uuid.ts';
import type { Parsed } from '../src/inputs/parsed.ts';
import { openKnownSecrets, type KnownSecrets } from '../src/secrets/known-secrets.ts';
import { openLog, type Log } from '../src/secrets/log.ts';
import type { Secret } from '../src/secrets/secret.ts';
import type { Clock } from '../src/time/clock.ts';

export { DAY, HOUR, MINUTE, SECOND } from '../src/time/clock.ts';

export const API_KEY = 'api-key-4f1d8a26c07be93557d2a84e6b9013cf';
export const USER_KEY = 'user-key-b82e5f0397ac46d1e05c7d9a1f3648be0a77';
export const USER_TOKEN = 'sk_live_55d0c6f2e1894b7ca3d2a1b0c9d8e7f6';

/** A signal that is never aborted. */
export const noSignal = new AbortController().signal;

export interface FakeClock extends Clock {
  /** How long was slept each time, in milliseconds. */
  readonly sleeps: readonly number[];
  /** Lets time pass. */
  readonly advance: (milliseconds: number) => void;
  /** Sets what it tells by so much. No time passes. */
  readonly set: (milliseconds: number) => void;
}

/** A clock on which time passes only by `advance` and by sleeping, which takes no time at all. */
export function fakeClock(start = '2026-06-01T12:00:00Z'): FakeClock {
  let elapsed = 0;
  let off = 0;
  const sleeps: number[] = [];
  const advance = (milliseconds: number) => {
    elapsed += milliseconds;
  };
  return {
    now: () => Date.parse(start) + elapsed + off,
    elapsed: () => elapsed,
    sleeps,
    advance,
    set: (milliseconds) => {
      off += milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        signal.throwIfAborted();
        sleeps.push(milliseconds);
        advance(milliseconds);
        resolve();
      }),
  };
}

interface FakeLog extends Log {
  /** What was printed: `level: text`, one for each call. */
  readonly lines: readonly string[];
  /** The secrets that the log hides. */
  readonly secrets: KnownSecrets;
  /** The values that the runner was told to mask. */
  readonly masked: readonly string[];
}

/** The log of the action, which knows some secrets and prints to `lines`. */
export function fakeLog(...known: Secret[]): FakeLog {
  const lines: string[] = [];
  const masked: string[] = [];
  const print = (level: string) => (text: string) => {
    lines.push(`${level}: ${text}`);
  };
  const secrets = openKnownSecrets((value) => {
    masked.push(value);
  });
  for (const secret of known) secrets.add(secret);
  const log = openLog(
    {
      info: print('info'),
      notice: print('notice'),
      warning: print('warning'),
      error: print('error'),
      debug: print('debug'),
    },
    secrets,
  );
  return { ...log, lines, secrets, masked };
}

/** The UUID with the number at its end. */
export function uuid(number: number): Uuid {
  const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  if (!isUuid(id)) throw new Error(`${id} is no UUID`);
  return id;
}

export function ipv4(text: string): IPv4 {
  if (!isIPv4(text)) throw new Error(`${text} is no IPv4 address`);
  return text;
}

/** What a parser made of a text that it takes. */
export function valueOf<T>(parsed: Parsed<T>): T {
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.value;
}

/** Why a parser did not take a text. */
export function problemOf(parsed: Parsed<unknown>): string {
  if ('value' in parsed) throw new Error(`it was taken as ${JSON.stringify(parsed.value)}`);
  return parsed.problem;
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`it was fulfilled with ${JSON.stringify(value)}`);
}

/** The error of a given class that a promise was rejected with. */
export async function rejectionOf<T extends Error>(
  kind: abstract new (...args: never[]) => T,
  promise: Promise<unknown>,
): Promise<T> {
  const error = await rejection(promise);
  if (error instanceof kind) return error;
  throw error;
}

const call: Call = { operation: 'create', requestId: uuid(0xca11) };

/** eToro's refusal; of a create call, unless another one is meant. */
export function refused(status: number, errorCode?: string, more: Partial<Refusal> = {}, about = call): EtoroError {
  return new EtoroError({ kind: 'refused', status, errorCode, ...more }, about);
}

export function lost(mayHaveArrived: boolean, mayPass = true, about = call): EtoroError {
  const problem = 'the connection broke off (ECONNRESET)';
  const host = 'public-api.etoro.com';
  return new EtoroError({ kind: 'lost', host, problem, mayHaveArrived, mayPass }, about);
}

/** An answer that breaks what the API promises. */
export function broken(about = call, what = 'HTTP 201 without a userToken'): EtoroError {
  return new EtoroError({ kind: 'unexpected', what }, about);
}
