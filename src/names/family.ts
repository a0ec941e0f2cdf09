import { hash, randomBytes } from 'node:crypto';

/**
 * The names of the user tokens that this action makes: `gha-LABEL-RUNID-ATTEMPT-UNIQUE`, at most 64 characters. UNIQUE is
 * the repository (6), the step (10, random) and the number of the try (3), of `0-9 a-z`. The names that one step can make
 * differ in the number of the try only: they are a family. A token that stays after the job has `ghk-` in place of `gha-`.
 */
const FORM = /^(gh[ak]-[\w.-]+-(0|[1-9]\d*)-(0|[1-9]\d*)-([0-9a-z]{6})[0-9a-z]{10})[0-9a-z]{3}$/;

const LONGEST_NAME = 64;

/** A name without the number of the try. */
export type Family = string & { readonly brand: 'Family' };

/** The workflow run that makes a token; 0 stands for a number that is not known. */
export interface WorkflowRun {
  readonly repository: string;
  readonly runId: number;
  readonly runAttempt: number;
}

export interface ParsedName extends WorkflowRun {
  readonly family: Family;
  /** Whether the token stays when its job is over. */
  readonly isKept: boolean;
}

/**
 * Chooses the family of a step. In the label, a character other than `A-Z a-z 0-9 . _ -` becomes `-`, and what is too
 * long is cut.
 */
export function startFamily({ repository, runId, runAttempt }: WorkflowRun, label: string, isKept: boolean): Family {
  const tail = `-${runId}-${runAttempt}-${repository}${base36(randomBytes(8).toString('hex'), 10)}`;
  const head = `${isKept ? 'ghk' : 'gha'}-${label.replace(/[^\w.-]/g, '-') || 'job'}`;
  const family = head.slice(0, LONGEST_NAME - 3 - tail.length) + tail;
  if (isFamily(family)) return family;
  throw new Error(`${family} is not a family of names`);
}

/** @param tryNumber from 1 */
export function nameOf(family: Family, tryNumber: number): string {
  return family + (tryNumber % 36 ** 3).toString(36).padStart(3, '0');
}

/** Reads a name that this action made; another name gives nothing. */
export function parseName(name: string): ParsedName | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const [, family = '', runId, runAttempt, repository = ''] = FORM.exec(name) ?? [];
  if (!isFamily(family)) return undefined;
  return { family, isKept: isKeptFamily(family), runId: Number(runId), runAttempt: Number(runAttempt), repository };
}

/** Whether the tokens of a family stay when their job is over. */
export function isKeptFamily(family: Family): boolean {
  return family.startsWith('ghk-');
}

export function isFamily(text: string): text is Family {
  return FORM.test(`${text}001`);
}

/** A repository as names have it: by its id on a GitHub server, or by its lower-case name where there is no id. */
export function repositoryIdOf(server: string, id: string): string {
  return base36(hash('sha256', `${server.toLowerCase()}\n${id}`), 6);
}

function base36(hex: string, length: number): string {
  const number = BigInt(`0x${hex}`) % 36n ** BigInt(length);
  return number.toString(36).padStart(length, '0');
}
