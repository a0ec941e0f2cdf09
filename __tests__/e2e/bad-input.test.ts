import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SANDBOX_USER_KEY } from '../../sandbox/server.ts';
import { errorOf, onStage, printedBy } from './stage.ts';

test(
  'every problem is told at once, each naming its input, and nothing is sent',
  onStage(async ({ job, asked }) => {
    const wrong = {
      'portfolio-id': 'my portfolio',
      scopes: 'demo:raed',
      'runner-ip': '300.1.2.3',
      'ip-services': 'http://ip.example',
      'token-name': 'x'.repeat(200),
      'expires-in': '30d',
      'api-version': 'v3',
      'api-url': 'http://api.example',
      timeout: '5',
      revoke: 'yes',
      'export-env': '1',
      summary: 'no',
    };
    const run = job(wrong);
    const error = errorOf(await run.step());
    await run.post();

    for (const input of Object.keys(wrong)) expect(error).toContain(`\n- ${input}: `);
    expect(error).toContain('12 inputs are wrong');
    expect(error).toContain('real:read, demo:read, real:write, demo:write');
    expect(asked()).toEqual([]);
  }),
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

test(
  'a key in quotes is told without its value, and not sent',
  onStage(async ({ job, asked }) => {
    const step = await job({ 'user-key': `'${SANDBOX_USER_KEY}'` }).step();

    expect(errorOf(step)).toContain('\n- user-key: It has quotes around it. Leave them out.');
    expect(printedBy(step)).not.toContain(SANDBOX_USER_KEY);
    expect(asked()).toEqual([]);
  }),
);

test(
  'required inputs that are not given are named',
  onStage(async ({ job }) => {
    const error = errorOf(await job({ 'portfolio-id': '', scopes: '' }).step());

    expect(error).toContain('- portfolio-id: It is not given.');
    expect(error).toContain('- scopes: It is not given.');
  }),
);

test(
  'a key that stands in another input by mistake is not repeated and not sent',
  onStage(async ({ job, asked }) => {
    const misplaced = { 'portfolio-id': SANDBOX_USER_KEY, 'token-name': `bot ${SANDBOX_USER_KEY}` };
    const error = errorOf(await job(misplaced).step());

    expect(error).toContain('- portfolio-id: It holds the value of a key.');
    expect(error).toContain('- token-name: It holds the value of a key.');
    expect(asked()).toEqual([]);
  }),
);

test(
  'a key with a line break in it is an error and is hidden',
  onStage(async ({ job, asked }) => {
    const key = 'first-half-of-the-key\nsecond-half-of-the-key';
    const step = await job({ 'user-key': key }).step();

    expect(errorOf(step)).toContain('- user-key: It has a character that it cannot have');
    expect(step.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain('half-of-the-key');
    expect(asked()).toEqual([]);
  }),
);

test(
  'keys of fewer than 8 characters are an error',
  onStage(async ({ job, asked }) => {
    const step = await job({ 'api-key': 'abc1234', 'user-key': 'short' }).step();

    for (const input of ['api-key', 'user-key']) {
      expect(errorOf(step)).toContain(
        `- ${input}: It has fewer than 8 characters, and no key is so short. Copy it into the secret again.`,
      );
    }
    expect(asked()).toEqual([]);
  }),
);

test(
  'export-env with the user key in the environment as well is an error with the whole reason',
  onStage(async ({ job, asked }) => {
    const run = job({ 'export-env': 'true' }, { env: { ETORO_USER_KEY: SANDBOX_USER_KEY } });

    expect(errorOf(await run.step())).toBe(
      'There is no user token. Nothing was sent because one input is wrong:\n- export-env: It replaces ETORO_USER_KEY with the token, and this step takes its user key from there. The post step could then not revoke the token. Write user-key: ${{ secrets.ETORO_USER_KEY }}, and take ETORO_USER_KEY out of the env of the job.',
    );
    expect(asked()).toEqual([]);
  }),
);

test(
  'export-env with another user key in the environment is no error',
  onStage(async ({ sandbox, job }) => {
    const run = job({ 'export-env': 'true' }, { env: { ETORO_USER_KEY: 'the-key-of-a-bot' } });

    expect((await run.step()).env['ETORO_USER_KEY']).toBe(sandbox.issuedSecrets[0]);
    await run.post();
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'export-env with the user key from the environment is an error, because the post step would find the token there',
  onStage(async ({ job, asked }) => {
    const run = job(
      { 'user-key': '', 'export-env': 'true' },
      { env: { ETORO_USER_KEY: SANDBOX_USER_KEY } },
    );

    expect(errorOf(await run.step())).toContain('- export-env: ');
    expect(asked()).toEqual([]);
  }),
);

test(
  'a password in api-url is not repeated',
  onStage(async ({ job, asked }) => {
    const step = await job({ 'api-url': 'https://me:hunter2secret@api.example' }).step();

    expect(errorOf(step)).toContain('- api-url: It has a user name or password in it.');
    expect(step.stdout).not.toContain('hunter2secret');
    expect(asked()).toEqual([]);
  }),
);

test(
  'in v2 a bare id is an error that names the scope it stands for',
  onStage(async ({ job, asked }) => {
    const error = errorOf(await job({ 'api-version': 'v2', scopes: '203' }).step());

    expect(error).toContain('etoro-public:trade.demo:write');
    expect(asked()).toEqual([]);
  }),
);
