import { loadGitHub } from './workflow-run.ts';
import { InputError } from './common-inputs.ts';

/** What an event tells of its repository, and of the one that a pull request is from. Nobody has checked it. */
interface Event {
  readonly repository?: Repository | undefined;
  readonly pull_request?: { number: number; head?: { repo?: Repository | null } } | undefined;
}

type Repository = Readonly<Partial<Record<'full_name' | 'fork', unknown>>>;

const passSecrets = 'Write secrets: inherit in the job that calls it, or pass each secret by its name.';

const whyNoSecret = `
GitHub replaces a secret that the job does not get with nothing. Settings > Secrets and variables > Actions shows where each one is. The usual causes:
- It belongs to an environment, and the job names none. Write environment: NAME in the job.
- It has another name.
- The workflow is called by another one. ${passSecrets}`;

const whyNoVariable =
  '\nFor portfolio-id, the usual causes are: the variable belongs to an environment, and the job names none (write environment: NAME in the job); or it is saved as a secret (write ${{ secrets.NAME }} and not ${{ vars.NAME }}).';

/**
 * Says why a key or `portfolio-id` that is not given may be absent, as far as the event tells: the one cause that is certain,
 * or else the usual ones. An empty text says nothing.
 */
export async function whyAbsent(error: unknown): Promise<string> {
  const absent = error instanceof InputError ? error.absent : [];
  const isKey = absent.includes('api-key') || absent.includes('user-key');
  const isPortfolio = absent.includes('portfolio-id');
  if (!isKey && !isPortfolio) return '';
  try {
    const { eventName, actor, payload } = (await loadGitHub()).context;
    // A user key that is given shows that secrets do reach the job.
    const cause = absent.includes('user-key') ? certainCause(eventName, actor, payload) : undefined;
    if (cause !== undefined) return `\n${cause}`;
    return (isKey ? whyNoSecret : '') + (isPortfolio ? whyNoVariable : '');
  } catch {
    // The environment is not that of a job.
    return '';
  }
}

/** @see https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets */
function certainCause(eventName: string, actor: string, { repository, pull_request: pullRequest }: Event) {
  const isPullRequest = /^pull_request(?:_review(?:_comment)?)?$/.test(eventName);
  const isPush = /^(?:push|create|deployment|deployment_status)$/.test(eventName);
  if (actor === 'dependabot[bot]' && (isPullRequest || isPush)) {
    return "Dependabot started this run, so GitHub gives it the secrets for Dependabot alone. Save them in Settings > Secrets and variables > Dependabot, or leave the job out: if: github.actor != 'dependabot[bot]'";
  }
  const head = pullRequest?.head?.repo;
  if (isPullRequest && head !== undefined && head?.full_name !== repository?.full_name) {
    const [name] = /^[\w.-]{1,100}\/[\w.-]{1,100}$/.exec(String(head?.full_name)) ?? [];
    const fork = name === undefined ? 'a fork that is deleted' : `the fork ${name}`;
    return `The pull request is from ${fork}, and GitHub gives no secrets to forks. Leave the job out: if: github.event.pull_request.head.repo.full_name == github.repository`;
  }
  if (eventName === 'schedule' && repository?.fork === true) {
    return 'This repository is a fork, and has none of the secrets and variables of the one it was made from. Save your own, or leave the job out: if: ${{ !github.event.repository.fork }}';
  }
  return eventName === 'workflow_call' ? `Another workflow calls this one. ${passSecrets}` : undefined;
}
