import { quote, type Parsed } from './parsed.ts';

/** What the names that the action makes begin with, and what it knows its tokens by. */
export const GENERATED_PREFIX = 'gha-';

const LONGEST_NAME = 64;

/** The workflow run that a name is for. What is not known is left out. */
export interface WorkflowRun {
  readonly owner?: string;
  readonly repo?: string;
  readonly runId?: number;
  readonly runAttempt?: number;
}

/**
 * `gha-OWNER-REPO-RUNID-ATTEMPT-RANDOM`, at most 64 characters of `A-Z a-z 0-9 . _ -`. What is too long is cut from
 * OWNER-REPO, for the rest makes it unique: the jobs of one matrix share everything but RANDOM.
 *
 * @param random 12 or so characters of `0-9 a-f`, other ones for each token
 */
export function generateTokenName(run: WorkflowRun, random: string): string {
  const tail = [run.runId, run.runAttempt, random].filter((part) => part !== undefined).join('-');
  const head = [run.owner, run.repo]
    .filter((part) => part !== undefined)
    .join('-')
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, LONGEST_NAME - GENERATED_PREFIX.length - tail.length - 1);
  return GENERATED_PREFIX + (head === '' ? tail : `${head}-${tail}`);
}

/** Parses the input `token-name`: one line of up to 128 characters. What else a name may be is the API's to say. */
export function parseTokenName(text: string): Parsed<string> {
  if (text.length > 128) return { problem: `It has ${text.length} characters. Write 128 at most.` };
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(text)) {
    return {
      problem: `${quote(text)} has a control or invisible character. Write it on one line, without.`,
    };
  }
  return { value: text };
}
