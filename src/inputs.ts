import { accessSync, constants, statSync } from 'node:fs';
import * as core from '@actions/core';
import { parseAgentPortfolioId, type Uuid } from './agent-portfolio-id.ts';
import { parseDuration } from './duration.ts';
import type { EtoroKeys } from './etoro/client.ts';
import { apiVersions, type ApiVersion, type GrantedScopes } from './etoro/versions.ts';
import type { Log } from './log.ts';
import { listItems, quote, type Parsed } from './parsed.ts';
import { parseRunnerIp, type RunnerIp } from './runner-ip.ts';
import { redactPieces, Secret } from './secret.ts';
import { parseServiceUrl } from './service-url.ts';
import { parseTokenName } from './token-name.ts';

/** What the user asks for, every field checked. Durations are in milliseconds. */
export interface Inputs {
  readonly keys: EtoroKeys;
  readonly agentPortfolioId: Uuid;
  readonly version: ApiVersion;
  readonly scopes: GrantedScopes;
  readonly runnerIp: RunnerIp;
  readonly ipServices: readonly URL[];
  /** The exact name; `null` for a generated one. */
  readonly tokenName: string | null;
  readonly expiresIn: number;
  readonly apiUrl: URL;
  readonly timeout: number;
  readonly revoke: boolean;
  readonly exportEnv: boolean;
  readonly summary: boolean;
}

/** One or more inputs are wrong; the message tells all of it. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'an input is' : `${problems.length} inputs are`;
    super(
      `Nothing was sent, for ${count} wrong:\n${problems.map((text) => `- ${text}`).join('\n')}`,
    );
  }
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The longest that a job can run: five days, on a self-hosted runner. */
const LONGEST_JOB = 5 * 24 * 60 * MINUTE;

/** What an input counts as when it is not given. `action.yml` says the same to the user; a test compares them. */
export const inputDefaults = {
  'runner-ip': 'auto',
  'ip-services': 'https://api.ipify.org https://checkip.amazonaws.com https://ipv4.icanhazip.com',
  'expires-in': '1h',
  'api-version': 'v1',
  'api-url': 'https://public-api.etoro.com',
  timeout: '5m',
  revoke: 'true',
  'export-env': 'false',
  summary: 'true',
} as const;

/** One of the two keys as the user gave it, masked already. */
export interface GivenKey {
  readonly key: Parsed<Secret>;
  /** Whether it comes from the environment, for the input is not given. */
  readonly fromEnvironment: boolean;
}

export interface GivenKeys {
  readonly apiKey: GivenKey;
  readonly userKey: GivenKey;
}

/** Takes the keys and masks them, before anything else happens. */
export function readKeys(log: Log): GivenKeys {
  const readKey = (input: string, variable: string): GivenKey => {
    const given = core.getInput(input);
    const text = given || (process.env[variable] ?? '').trim();
    const fromEnvironment = given === '';
    if (text === '') {
      const problem = `${input}: It is not given. Write ${input}: \${{ secrets.${variable} }}, and look whether the repository has that secret: GitHub gives none to workflows from forks and from Dependabot.`;
      return { key: { problem }, fromEnvironment };
    }
    const secret = new Secret(text);
    log.hide(secret);
    if (/^[\x21-\x7e]+$/.test(text)) return { key: { value: secret }, fromEnvironment };
    const problem = `${input}: It has a character that no key has, such as a space or a line break. Copy the key into the secret again.`;
    return { key: { problem }, fromEnvironment };
  };
  const apiKey = readKey('api-key', 'ETORO_API_KEY');
  const userKey = readKey('user-key', 'ETORO_USER_KEY');
  return { apiKey, userKey };
}

/** Both keys, or every problem with them. */
export function checkKeys({ apiKey, userKey }: GivenKeys): EtoroKeys | { problems: string[] } {
  if ('value' in apiKey.key && 'value' in userKey.key) {
    return { apiKey: apiKey.key.value, userKey: userKey.key.value };
  }
  const keys = [apiKey.key, userKey.key];
  return { problems: keys.flatMap((key) => ('problem' in key ? [key.problem] : [])) };
}

/** Takes all inputs. Throws one `InputError` with every problem when one is wrong. */
export function readInputs(given: GivenKeys, { secrets }: Log): Inputs {
  const problems: string[] = [];

  /** The value of an input; a problem is kept for the end, when all are known. */
  function take<T>(input: string, parse: (text: string) => Parsed<T>): T | undefined {
    const text = textOf(input);
    const parsed =
      redactPieces(text, secrets) !== text
        ? { problem: 'It holds the value of a key. Write the keys in api-key and user-key only.' }
        : parse(text);
    if ('value' in parsed) return parsed.value;
    problems.push(`${input}: ${parsed.problem}`);
    return undefined;
  }
  function takeRequired<T>(input: string, parse: (text: string) => Parsed<T>, example: string) {
    return take(input, (text) =>
      text === '' ? { problem: `It is not given. Write ${input}: ${example}` } : parse(text),
    );
  }

  const keys = checkKeys(given);
  if ('problems' in keys) problems.push(...keys.problems);
  const agentPortfolioId = takeRequired(
    'portfolio-id',
    parseAgentPortfolioId,
    'a1b2c3d4-e5f6-7890-abcd-ef1234567890, with the id of your agent-portfolio.',
  );
  const version = take('api-version', parseVersion);
  const inputs = {
    keys: 'problems' in keys ? undefined : keys,
    agentPortfolioId,
    version,
    // With a wrong version, the scopes are read as v1's, so that what is wrong with them is told as well.
    scopes: takeRequired('scopes', (version ?? apiVersions.v1).parseScopes, 'demo:read'),
    runnerIp: take('runner-ip', parseRunnerIp),
    ipServices: take('ip-services', parseServices),
    tokenName: take('token-name', (text): Parsed<string | null> =>
      text === '' ? { value: null } : parseTokenName(text),
    ),
    expiresIn: take('expires-in', (text) => parseDuration(text, MINUTE, LONGEST_JOB)),
    apiUrl: take('api-url', (text) =>
      parseServiceUrl(text, { query: false, example: inputDefaults['api-url'] }),
    ),
    timeout: take('timeout', (text) => parseDuration(text, SECOND, LONGEST_JOB)),
    revoke: take('revoke', parseBoolean),
    exportEnv: take('export-env', parseBoolean),
    summary: take('summary', parseBoolean),
  };

  if (inputs.exportEnv && 'value' in given.userKey.key && given.userKey.fromEnvironment) {
    problems.push(
      'export-env: It puts the token in the place of ETORO_USER_KEY in the environment, from which this step has its user key; the post step could not revoke the token any more. Write user-key: ${{ secrets.ETORO_USER_KEY }}.',
    );
  }
  problems.push(...missingFiles(inputs.exportEnv ?? false));

  if (problems.length === 0 && isComplete(inputs)) return inputs;
  throw new InputError(problems);
}

function isComplete<Fields extends object>(
  fields: Fields,
): fields is { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } & Fields {
  return Object.values(fields).every((value) => value !== undefined);
}

function textOf(input: string): string {
  const defaults: Readonly<Record<string, string>> = inputDefaults;
  return core.getInput(input) || (defaults[input] ?? '');
}

function parseVersion(text: string): Parsed<ApiVersion> {
  const version = text.toLowerCase();
  if (version === 'v1' || version === 'v2') return { value: apiVersions[version] };
  return { problem: `${quote(text)} is not a version of the API. Write v1 or v2.` };
}

function parseBoolean(text: string): Parsed<boolean> {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  return { problem: `${quote(text)} is neither true nor false. Write one of them.` };
}

function parseServices(text: string): Parsed<readonly URL[]> {
  const services = new Map<string, URL>();
  const problems: string[] = [];
  for (const item of listItems(text)) {
    const parsed = parseServiceUrl(item, { query: true, example: 'https://api.ipify.org' });
    if ('problem' in parsed) problems.push(parsed.problem);
    else services.set(parsed.value.href, parsed.value);
  }
  if (problems.length > 0) return { problem: problems.join(' ') };
  if (services.size === 0) return { problem: 'There is no URL in it. Write one or more.' };
  return { value: [...services.values()] };
}

/**
 * The runner's files that the step has to write and cannot: without them, the toolkit would print the token to the log
 * instead, and the post step would learn nothing.
 */
function missingFiles(exportEnv: boolean): string[] {
  const variables = ['GITHUB_OUTPUT', 'GITHUB_STATE', ...(exportEnv ? ['GITHUB_ENV'] : [])];
  return variables.flatMap((variable) => {
    try {
      const path = process.env[variable] ?? '';
      accessSync(path, constants.W_OK);
      if (statSync(path).isFile()) return [];
    } catch {
      // Not there, or not to be written.
    }
    return [
      `${variable}: It names no file that can be written. Run this as a step of a GitHub Actions job.`,
    ];
  });
}
