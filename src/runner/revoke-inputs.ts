import { parseList, type Parsed } from '../inputs/parsed.ts';
import { parseServiceUrl } from '../inputs/service-url.ts';
import { parseBoolean, parseUuid } from '../inputs/words.ts';
import { quote } from '../text/shown-text.ts';
import { checkFiles, checkProxies } from './check-environment.ts';
import { commonDefaults, readCommon, startReading, takeSecret, type InputReader } from './common-inputs.ts';
import type { Runs } from './finished-runs.ts';
import type { Program } from './program.ts';
import { workflowRun } from './workflow-run.ts';

const DEFAULT_API = 'https://api.github.com';

/** Which tokens the user wants to revoke, every field checked. */
export type RevokeInputs = ReturnType<typeof readRevokeInputs>;

/** What an input counts as when it is not given. `revoke/action.yml` tells users the same, and a test compares them. */
export const revokeDefaults = { ...commonDefaults, expired: 'false', 'dry-run': 'false' } as const;

/** Reads all inputs of the action `revoke`. Throws one `InputError` with every problem when one is wrong. */
export function readRevokeInputs({ keys: given, secrets }: Pick<Program, 'keys' | 'secrets'>) {
  const reader = startReading(revokeDefaults, secrets);
  const inputs = {
    ...readCommon(reader, given),
    tokenIds: reader.take('token-ids', (text) => parseList(text, (item) => parseUuid(item, 'user token'))),
    runs: readRuns(reader, secrets),
    expired: reader.take('expired', parseBoolean),
    dryRun: reader.take('dry-run', parseBoolean),
  };
  if (inputs.tokenIds?.length === 0 && inputs.runs === null && inputs.expired === false) {
    reader.add(
      'token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, run: finished, or expired: true.',
    );
  }
  const { apiUrl, runs } = inputs;
  checkProxies(reader, [apiUrl, runs && 'github' in runs ? runs.github.apiUrl : undefined]);
  checkFiles(reader, ['GITHUB_OUTPUT']);
  return reader.complete(inputs);
}

/** Reads the input `run`, and how GitHub can be asked where it has to be; `null` for no run. */
function readRuns(reader: InputReader, secrets: Program['secrets']): Runs | null | undefined {
  const run = reader.take('run', parseRun);
  const { repository } = workflowRun();
  if (typeof run === 'number') return { repository, runId: run };
  if (run !== 'finished') return run;
  const given = takeSecret('github-token', secrets);
  const token = reader.required('github-token', given, '${{ github.token }}');
  const { GITHUB_API_URL: address = DEFAULT_API, GITHUB_REPOSITORY: fullName = '' } = process.env;
  const url = parseServiceUrl(address, { query: false, example: DEFAULT_API });
  if ('problem' in url) reader.add(`GITHUB_API_URL: ${url.problem}`);
  if (!token || 'problem' in url) return undefined;
  return { repository, github: { apiUrl: url.value, token, fullName } };
}

/** Parses the input `run`: `this`, the id of another workflow run of the same repository, or `finished`. */
function parseRun(text: string): Parsed<number | 'finished' | null> {
  if (text === '') return { value: null };
  const word = text.toLowerCase();
  const isOther = /^[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text));
  if (!isOther && word !== 'this' && word !== 'finished') {
    return {
      problem: `${quote(text)} is not a workflow run. Write this, finished, or the id of a run: the number in the address of its page.`,
    };
  }
  const runId = isOther ? Number(text) : workflowRun().runId;
  if (runId === 0 || !process.env['GITHUB_REPOSITORY']) {
    return {
      problem:
        'GITHUB_REPOSITORY and GITHUB_RUN_ID do not name the workflow run. Run this as a step of a GitHub Actions job.',
    };
  }
  return { value: word === 'finished' ? word : runId };
}
