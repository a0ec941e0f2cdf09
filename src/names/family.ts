import { createHash, randomBytes } from 'node:crypto';

/**
 * The names of the user tokens that this action makes: `gha-LABEL-RUNID-ATTEMPT-UNIQUE`, at most 64 characters. UNIQUE is
 * the repository (6), the step (10, random) and the number of the try (3), of `0-9 a-z`. All names that one step can make
 * are the same up to the number of the try: they are a family. `ghk-` stands in the place of `gha-` when the token is kept
 * after the job.
 */
const FORM = /^(gh[ak]-[\w.-]+-(0|[1-9]\d*)-(0|[1-9]\d*)-([0-9a-z]{6})[0-9a-z]{10})[0-9a-z]{3}$/;

const LONGEST_NAME = 64;

/** What the names of a step begin with: all but the number of the try. */
export type Family = string & { readonly brand: 'Family' };

/** A repository on its GitHub server, as 6 characters of `0-9 a-z`. */
export type RepositoryId = string & { readonly brand: 'RepositoryId' };

/** The workflow run that a token is made in; 0 for what is not known. */
export interface WorkflowRun {
  readonly repository: RepositoryId;
  readonly runId: number;
  readonly runAttempt: number;
}

/** What a name of the form tells. */
export interface ParsedName extends WorkflowRun {
  readonly family: Family;
  /** Whether the token stays when its job is over. */
  readonly isKept: boolean;
}

/**
 * Chooses the family of a step.
 *
 * @param label what the name says to a person; a character other than `A-Z a-z 0-9 . _ -` becomes `-`, and what is too
 * long is cut
 */
export function startFamily({ repository, runId, runAttempt }: WorkflowRun, label: string, isKept: boolean): Family {
  const tail = `-${runId}-${runAttempt}-${repository}${base36(randomBytes(8), 10)}`;
  const head = `${isKept ? 'ghk' : 'gha'}-${label.replace(/[^\w.-]/g, '-') || 'job'}`;
  const family = head.slice(0, LONGEST_NAME - 3 - tail.length) + tail;
  if (isFamily(family)) return family;
  throw new Error(`${family} is not a family of names`);
}

/** @param tryNumber from 1 */
export function nameOf(family: Family, tryNumber: number): string {
  return family + (tryNumber % 36 ** 3).toString(36).padStart(3, '0');
}

/** Reads a name; nothing when it does not have the form. */
export function parseName(name: string): ParsedName | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const [, family = '', runId, runAttempt, repository = ''] = FORM.exec(name) ?? [];
  if (!isFamily(family) || !isRepositoryId(repository)) return undefined;
  return {
    family,
    isKept: isKeptFamily(family),
    runId: Number(runId),
    runAttempt: Number(runAttempt),
    repository,
  };
}

/** Whether the tokens of a family stay when their job is over. */
export function isKeptFamily(family: Family): boolean {
  return family.startsWith('ghk-');
}

/** Whether names begin with a text, up to the number of the try. */
export function isFamily(text: string): text is Family {
  return FORM.test(`${text}001`);
}

/**
 * @param server the URL of the GitHub server
 * @param id the id of the repository on it, or its lower-case name where there is no id
 */
export function repositoryIdOf(server: string, id: string): RepositoryId {
  const digest = createHash('sha256').update(`${server.toLowerCase()}\n${id}`).digest();
  const repository = base36(digest, 6);
  if (isRepositoryId(repository)) return repository;
  throw new Error(`${repository} is not the id of a repository`);
}

function isRepositoryId(text: string): text is RepositoryId {
  return /^[0-9a-z]{6}$/.test(text);
}

function base36(bytes: Buffer, length: number): string {
  const number = BigInt(`0x${bytes.toString('hex')}`) % 36n ** BigInt(length);
  return number.toString(36).padStart(length, '0');
}
