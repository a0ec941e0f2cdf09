/** What the names that the action makes begin with. It recognises its tokens by this. */
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
 * OWNER-REPO, because the rest makes it unique: the jobs of one matrix share everything but RANDOM.
 *
 * @param random 12 characters of `0-9 a-f`, other ones for each token
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

/**
 * Whether a token has a name that the action generated in a workflow run, whatever the attempt. The name is made again
 * from its own attempt and random part, so it matches exactly or not at all.
 */
export function isNameOfRun(name: string, run: WorkflowRun): boolean {
  const [, attempt, random] = /-([1-9]\d*)-([0-9a-f]{12})$/.exec(name) ?? [];
  return (
    random !== undefined &&
    name === generateTokenName({ ...run, runAttempt: Number(attempt) }, random)
  );
}
