import { parseApiVersion, parseBoolean, parseDuration } from '../inputs/words.ts';
import { parseRunnerIp } from '../inputs/runner-ip.ts';
import { parseScopes } from '../inputs/scopes.ts';
import { parseIpServices } from '../inputs/service-url.ts';
import { MINUTE } from '../time/clock.ts';
import { checkFiles, checkProxies } from './check-environment.ts';
import { commonDefaults, readCommon, startReading } from './common-inputs.ts';
import type { Program } from './program.ts';

/** What an input counts as when it is not given. `action.yml` tells users the same, and a test compares them. */
export const stepDefaults = {
  ...commonDefaults,
  'runner-ip': 'auto',
  'ip-services': 'https://api.ipify.org https://checkip.amazonaws.com https://ipv4.icanhazip.com',
  'expires-in': '1h',
  'api-version': 'v1',
  revoke: 'true',
  'export-env': 'false',
} as const;

/** Reads all inputs of the step. Throws one `InputError` with every problem when one is wrong. */
export function readStepInputs({ keys: given, secrets }: Pick<Program, 'keys' | 'secrets'>) {
  const reader = startReading(stepDefaults, secrets);
  const apiVersion = reader.take('api-version', parseApiVersion);
  const inputs = {
    ...readCommon(reader, given),
    // With a wrong version, the scopes are read as v1's, so that what is wrong with them is told as well.
    scopes: reader.takeRequired('scopes', (text) => parseScopes(text, apiVersion ?? 'v1'), 'real:read'),
    runnerIp: reader.take('runner-ip', parseRunnerIp),
    ipServices: reader.take('ip-services', parseIpServices),
    label: reader.take('label', (text) => ({ value: text || (process.env['GITHUB_REPOSITORY'] ?? '') })),
    expiresIn: reader.take('expires-in', (text) => parseDuration(text, MINUTE)),
    revoke: reader.take('revoke', parseBoolean),
    exportEnv: reader.take('export-env', parseBoolean),
  };
  const { userKey } = given;
  // GitHub evaluates `with:` again for the post step.
  const isInEnvironment =
    userKey && 'value' in userKey && process.env['ETORO_USER_KEY']?.trim() === userKey.value.reveal();
  if (inputs.exportEnv && isInEnvironment) {
    reader.add(
      'export-env: It replaces ETORO_USER_KEY with the token, and this step takes its user key from there. The post step could then not revoke the token. Write user-key: ${{ secrets.ETORO_USER_KEY }}, and take ETORO_USER_KEY out of the env of the job.',
    );
  }
  checkProxies(reader, [inputs.apiUrl, ...(inputs.runnerIp?.auto ? (inputs.ipServices ?? []) : [])]);
  checkFiles(reader, ['GITHUB_OUTPUT', 'GITHUB_STATE', ...(inputs.exportEnv ? ['GITHUB_ENV'] : [])]);
  return reader.complete(inputs);
}
