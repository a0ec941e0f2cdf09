import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY as K } from '../../sandbox/server.ts';
import { errorOf, onStage, printedBy } from './stage.ts';

type Texts = Record<string, string>;

const wrong = {
  'portfolio-id': 'my portfolio',
  scopes: 'demo:raed',
  'runner-ip': '300.1.2.3',
  'ip-services': 'http://ip.example',
  'expires-in': '30d',
  'api-version': 'v3',
  'api-url': 'http://api.example',
  timeout: '5',
  revoke: 'yes',
  'export-env': '1',
  summary: 'no',
};

test(
  'every problem is told at once, each naming its input, and nothing is sent',
  onStage(async ({ job, asked }) => {
    const run = job(wrong);
    const error = errorOf(await run.step());
    await run.post();

    for (const input of Object.keys(wrong)) expect(error).toContain(`\n- ${input}: `);
    expect(error).toContain(`${Object.keys(wrong).length} inputs are wrong`);
    expect(error).toContain('real:read, demo:read, real:write, demo:write');
    expect(asked()).toEqual([]);
  }),
);

const exported =
  '- export-env: It replaces ETORO_USER_KEY with the token, and this step takes its user key from there. The post step could then not revoke the token. Write user-key: ${{ secrets.ETORO_USER_KEY }}, and take ETORO_USER_KEY out of the env of the job.';

// What is wrong, what is said about it, and what is nowhere printed.
test.each<[string, Texts, Texts, string, string]>([
  [
    'a required input that is not given',
    { scopes: '' },
    {},
    '- scopes: It is not given. Write scopes: real:read',
    K,
  ],
  [
    'a key in another input',
    { label: `bot ${K}` },
    {},
    '- label: It holds the value of a key. Write the keys in api-key and user-key only.',
    K,
  ],
  [
    'a key with a line break',
    { 'user-key': 'first-half-of-the-key\nsecond-half-of-the-key' },
    {},
    '- user-key: It has a character that it cannot have, such as a space or a line break. Copy it into the secret again.',
    'half-of-the-key',
  ],
  [
    'a short key',
    { 'user-key': 'qz7!xw4' },
    {},
    '- user-key: It has fewer than 8 characters, and no key is so short. Copy it into the secret again.',
    'qz7!xw4',
  ],
  [
    'a key in quotes',
    { 'user-key': `'${K}'` },
    {},
    '- user-key: It has quotes around it. Leave them out.',
    K,
  ],
  [
    'a key behind its name',
    { 'user-key': `ETORO_USER_KEY=${K}` },
    {},
    '- user-key: It begins with a name. Leave out the name and what follows it, up to the value.',
    K,
  ],
  [
    'a variable that was not replaced',
    { 'user-key': '$ETORO_USER_KEY' },
    {},
    '- user-key: It is the name of a variable, and nothing replaces that in an input. Write an expression instead, between ${{ and }}.',
    '$ETORO',
  ],
  [
    'an expression that was not replaced',
    { 'user-key': '${{ secrets.ETORO_USER_KEY }}' },
    {},
    '- user-key: It is an expression that was not replaced. GitHub replaces one in the workflow file, between ${{ and }}: write it there.',
    '${{ secrets',
  ],
  [
    'a key in JSON',
    { 'user-key': `{"key":"${K}"}` },
    {},
    '- user-key: It is JSON. Write only the value that is in it.',
    K,
  ],
  [
    'a key with a comma',
    { 'user-key': `${K},` },
    {},
    '- user-key: It ends with a comma or semicolon. Leave it out.',
    K,
  ],
  [
    'two keys that are the same',
    { 'user-key': SANDBOX_API_KEY },
    {},
    '- user-key: It is the same as api-key. They are two keys of your eToro account: copy each into its own secret.',
    SANDBOX_API_KEY,
  ],
  [
    'a list of YAML',
    { scopes: '- real:read\n- real:write' },
    {},
    '- scopes: It is a list of YAML or JSON. Write the items on one line, separated by commas.',
    K,
  ],
  [
    'a portfolio in braces',
    { 'portfolio-id': '{A1b2c3d4-e5f6-7890-abcd-ef1234567890}' },
    {},
    '- portfolio-id: It has braces or quotes around it. Write A1b2c3d4-e5f6-7890-abcd-ef1234567890 alone.',
    K,
  ],
  [
    'export-env with the user key in the environment as well',
    { 'export-env': 'true' },
    { ETORO_USER_KEY: K },
    exported,
    K,
  ],
  [
    'export-env with the user key from the environment',
    { 'export-env': 'true', 'user-key': '' },
    { ETORO_USER_KEY: K },
    exported,
    K,
  ],
  [
    'a password in api-url',
    { 'api-url': 'https://me:hunter2secret@api.example' },
    {},
    '- api-url: It has a user name or password in it. Write the URL without them.',
    'hunter2secret',
  ],
  [
    'an id in v2',
    { 'api-version': 'v2', scopes: '203' },
    {},
    '- scopes: "203" is a scope id, and api-version v2 accepts names. It is etoro-public:trade.demo:write: write demo:write.',
    K,
  ],
])('%s is told, and nothing is sent', (_what, inputs, env, problem, hidden) =>
  onStage(async ({ job, asked }) => {
    const step = await job(inputs, { env }).step();

    expect(errorOf(step)).toBe(
      `There is no user token. Nothing was sent because one input is wrong:\n${problem}`,
    );
    expect(printedBy(step)).not.toContain(hidden);
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

    expect(errorOf(await job({ 'api-key': '', 'user-key': ' ' }, { env }).step())).toBe(
      'There is no user token. Nothing was sent because 2 inputs are wrong:\n- api-key: It is not given. Write api-key: ${{ secrets.ETORO_API_KEY }}\n- user-key: It is not given. Write user-key: ${{ secrets.ETORO_USER_KEY }}\nThe pull request is from the fork mona/bot, and GitHub gives no secrets to forks. Leave the job out: if: github.event.pull_request.head.repo.full_name == github.repository',
    );
    expect(asked()).toEqual([]);
  }),
);

test(
  'export-env with another user key in the environment is no error',
  onStage(async ({ sandbox, job, end }) => {
    const run = job({ 'export-env': 'true' }, { env: { ETORO_USER_KEY: 'the-key-of-a-bot' } });

    expect((await run.step()).env['ETORO_USER_KEY']).toBe(sandbox.issuedSecrets[0]);
    await end(run);
  }),
);
