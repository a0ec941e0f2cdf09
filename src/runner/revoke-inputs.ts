import type { Uuid } from '../etoro/uuid.ts';
import { parseList, type Parsed } from '../inputs/parsed.ts';
import { parseUuid } from '../inputs/uuid.ts';
import { parseBoolean } from '../inputs/words.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { quote } from '../secrets/shown-text.ts';
import type { Selection } from '../token/select.ts';
import { checkFiles, checkProxies } from './check-environment.ts';
import { commonDefaults, readCommon, type CommonInputs } from './common-inputs.ts';
import { startReading } from './input-reader.ts';
import type { GivenKeys } from './keys.ts';
import { workflowRun } from './workflow-run.ts';

/** Which tokens the user wants to revoke, every field checked. */
export interface RevokeInputs extends CommonInputs {
  readonly tokenIds: readonly Uuid[];
  /** The workflow run whose tokens are meant; `null` for none. */
  readonly run: Selection['run'];
  readonly expired: boolean;
  readonly dryRun: boolean;
}

/** What an input counts as when it is not given. `revoke/action.yml` tells users the same, and a test compares them. */
export const revokeDefaults = { ...commonDefaults, expired: 'false', 'dry-run': 'false' } as const;

/** Reads all inputs of the action `revoke`. Throws one `InputError` with every problem when one is wrong. */
export function readRevokeInputs(given: GivenKeys, secrets: KnownSecrets): RevokeInputs {
  const reader = startReading(revokeDefaults, secrets);
  const inputs = {
    ...readCommon(reader, given),
    tokenIds: reader.take('token-ids', (text) =>
      parseList(text, (item) => parseUuid(item, 'user token')),
    ),
    run: reader.take('run', parseRun),
    expired: reader.take('expired', parseBoolean),
    dryRun: reader.take('dry-run', parseBoolean),
  };
  if (inputs.tokenIds?.length === 0 && inputs.run === null && inputs.expired === false) {
    reader.add(
      'token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, or expired: true.',
    );
  }
  checkProxies(reader, [inputs.apiUrl]);
  checkFiles(reader, ['GITHUB_OUTPUT']);
  return reader.complete(inputs);
}

/** Parses the input `run`: `this`, or the id of another workflow run of the same repository. */
function parseRun(text: string): Parsed<Selection['run']> {
  if (text === '') return { value: null };
  const { repository, runId: thisId } = workflowRun();
  const isThis = text.toLowerCase() === 'this';
  const runId = isThis ? thisId : Number(text);
  if (!isThis && !(/^[1-9]\d*$/.test(text) && Number.isSafeInteger(runId))) {
    return {
      problem: `${quote(text)} is not a workflow run. Write this, or the id of a run: the number in the address of its page.`,
    };
  }
  if (runId === 0 || !process.env['GITHUB_REPOSITORY']) {
    return {
      problem:
        'GITHUB_REPOSITORY and GITHUB_RUN_ID do not name the workflow run. Run this as a step of a GitHub Actions job.',
    };
  }
  return { value: { repository, runId } };
}
