import { hash, randomBytes } from 'node:crypto';
import * as core from '@actions/core';
import { isUuid, type Uuid } from '../etoro/uuid.ts';
import { hasProxy } from '../http/proxy.ts';
import { isFamily, type Family } from '../names/family.ts';
import type { Secret } from '../secrets/secret.ts';
import { asObject, isObject } from '../text/unknown-value.ts';
import type { Made } from '../token/work.ts';
import { writing } from './check-environment.ts';
import { thisProcess, type ProcessId } from './process-id.ts';

/** What the step tells the post step. The keys reach the post step as inputs, and are never saved. */
export interface Note {
  /** The base URL of the API. */
  readonly apiUrl: string;
  readonly agentPortfolioId: Uuid;
  /** By this the post step recognises the user key that made the tokens. */
  readonly userKeyDigest: string;
  /** The beginning that the names of all tokens of this step share. */
  readonly family: Family;
  /** How long after its create call a token expires, in milliseconds. */
  readonly expiresIn: number;
  /** Whether the step reached eToro by a proxy. */
  readonly isProxied: boolean;
  /** The step. It may still run where `made` is missing. */
  readonly process: ProcessId;
  /** What the step had made when it ended. Missing while it runs, and when it was killed. */
  readonly made?: Made;
}

const STATE = 'note';

/**
 * Saves what the post step has to know before anything is sent, so that it knows enough even when the step is killed.
 * Returns a function that adds, when the step ends, what it has made.
 */
export function startNote(
  target: Pick<Note, 'agentPortfolioId' | 'family' | 'expiresIn'> & { readonly apiUrl: URL },
  userKey: Secret,
): (made: Made) => void {
  const userKeyDigest = digestOf(userKey, randomBytes(16).toString('hex'));
  // In debug mode the runner prints what is saved.
  core.setSecret(userKeyDigest);
  const note: Note = {
    ...target,
    apiUrl: target.apiUrl.href,
    isProxied: hasProxy(target.apiUrl),
    userKeyDigest,
    process: thisProcess(),
  };
  const save = (made?: Made) => {
    // A later line of the state file replaces an earlier one of the same name.
    writing('GITHUB_STATE', () => {
      core.saveState(STATE, JSON.stringify({ ...note, made }));
    });
  };
  save();
  return save;
}

/** What the step left; nothing when it has sent no request. Throws when it cannot be read. */
export function readNote(): Note | undefined {
  const text = core.getState(STATE);
  if (text === '') return undefined;
  const note: unknown = JSON.parse(text);
  if (!isNote(note)) throw new Error('The state that the step saved cannot be read.');
  core.setSecret(note.userKeyDigest);
  return note;
}

/** Whether a user key is the one that made the tokens. */
export function isKeyOf({ userKeyDigest }: Note, userKey: Secret): boolean {
  const [salt = ''] = userKeyDigest.split(':');
  return digestOf(userKey, salt) === userKeyDigest;
}

/** Half of a salted digest: enough to recognise a key, and of no use for finding it. */
function digestOf(userKey: Secret, salt: string): string {
  return `${salt}:${hash('sha256', salt + userKey.reveal()).slice(0, 32)}`;
}

/** Whether a value is a note, as far as a mistake could do harm: only this action writes it. */
function isNote(value: unknown): value is Note {
  const note: Partial<Record<keyof Note, unknown>> = asObject(value);
  return (
    isUuid(String(note.agentPortfolioId)) &&
    isFamily(String(note.family)) &&
    typeof note.apiUrl === 'string' &&
    typeof note.userKeyDigest === 'string' &&
    typeof note.expiresIn === 'number' &&
    isObject(note.process) &&
    (note.made === undefined || isObject(note.made))
  );
}
