import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { errorOf, onStage, printedBy } from './stage.ts';

// Each wrong input by itself is in the unit tests of the inputs.

const wrong = { 'portfolio-id': 'my portfolio', 'api-url': 'http://api.example', timeout: '5' };

test.each<[string, string, Record<string, string>, RegExp[]]>([
  [
    'the step',
    '',
    {
      ...wrong,
      scopes: 'demo:raed',
      'runner-ip': '10.0.0.7',
      'ip-services': 'http://ip.example',
      'expires-in': '30d',
      'api-version': 'v3',
      revoke: 'yes',
      'export-env': '1',
      summary: 'no',
    },
    [/real:read, demo:read, real:write, demo:write/, /"10.0.0.7" is not a public address/],
  ],
  [
    'the action revoke',
    'revoke',
    {
      ...wrong,
      summary: 'no',
      'token-ids': 'first second',
      run: 'last',
      expired: 'yes',
      'dry-run': '1',
    },
    [/"first" is not a UUID/, /"second" is not a UUID/],
  ],
])('every problem of %s is told at once, and nothing is sent', (_, action, inputs, details) =>
  onStage(async ({ job, asked }) => {
    const given = { ...inputs, 'api-key': '', 'user-key': ' ' };
    const run = job(given, action === '' ? {} : { action });
    const step = await run.step();
    const error = errorOf(step);
    if (action === '') await run.post();

    expect(error).toContain(`Nothing was sent because ${Object.keys(given).length} inputs are wrong:\n`);
    for (const input of Object.keys(given)) expect(error).toContain(`\n- ${input}: `);
    for (const detail of details) expect(error).toMatch(detail);
    expect(step.outputs).toEqual({});
    expect(asked()).toEqual([]);
  })(),
);

const lines = 'first-half-of-the-key\nsecond-half-of-the-key';

test.each<[string, Record<string, string>, string[], string[]]>([
  [
    'a key with its name in front',
    { 'user-key': `ETORO_USER_KEY=${SANDBOX_USER_KEY}` },
    [SANDBOX_USER_KEY],
    ['user-key: It begins with a name.'],
  ],
  [
    'a key in JSON, and one that is a variable',
    { 'user-key': `{"key":"${SANDBOX_USER_KEY}"}`, 'api-key': '$ETORO_API_KEY' },
    [SANDBOX_USER_KEY, '$ETORO_API_KEY'],
    ['user-key: It is JSON.', 'api-key: It is the name of a variable'],
  ],
  ['the same key twice', { 'user-key': SANDBOX_API_KEY }, [SANDBOX_API_KEY], ['user-key: It is the same as api-key.']],
  [
    'a key with a line break, and one of fewer than 8 characters',
    { 'user-key': lines, 'api-key': 'qz7!xw4' },
    ['half-of-the-key', 'qz7!xw4'],
    [
      'user-key: It has a character that it cannot have',
      'api-key: It has fewer than 8 characters, and no key is so short. Copy it into the secret again.',
    ],
  ],
  [
    'a key in another input, a list of YAML, or a password in api-url',
    {
      'portfolio-id': SANDBOX_USER_KEY,
      scopes: '- real:read\n- real:write',
      'api-url': 'https://me:hunter2secret@api.example',
    },
    [SANDBOX_USER_KEY, 'hunter2secret'],
    [
      'portfolio-id: It holds the value of a key.',
      'scopes: It is a list of YAML or JSON. Write the items on one line, separated by commas.',
      'api-url: It has a user name or password in it.',
    ],
  ],
])('%s is an error, is not repeated, and is not sent', (_, inputs, secrets, problems) =>
  onStage(async ({ job, asked }) => {
    const step = await job(inputs).step();

    for (const problem of problems) expect(errorOf(step)).toContain(`- ${problem}`);
    for (const secret of secrets) expect(printedBy(step)).not.toContain(secret);
    expect(asked()).toEqual([]);
  })(),
);

test(
  'absent keys are told with the cause that the event of the workflow tells',
  onStage(async ({ job, asked }) => {
    const GITHUB_EVENT_PATH = join(job().temp, 'fork.json');
    const event = { pull_request: { number: 1, head: { repo: { full_name: 'mona/bot' } } } };
    writeFileSync(GITHUB_EVENT_PATH, JSON.stringify(event));
    const env = { GITHUB_EVENT_PATH, GITHUB_EVENT_NAME: 'pull_request' };
    const error = errorOf(await job({ 'api-key': '', 'user-key': ' ' }, { env }).step());

    expect(error).toBe(
      'There is no user token. Nothing was sent because 2 inputs are wrong:\n- api-key: It is not given. Write api-key: ${{ secrets.ETORO_API_KEY }}\n- user-key: It is not given. Write user-key: ${{ secrets.ETORO_USER_KEY }}\nThe pull request is from the fork mona/bot, and GitHub gives no secrets to forks. Leave the job out: if: github.event.pull_request.head.repo.full_name == github.repository',
    );
    expect(asked()).toEqual([]);
  }),
);
