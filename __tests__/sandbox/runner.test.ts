import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { cancel, startJob, type Job, type JobOptions, type StepOptions } from '../../sandbox/runner.ts';

const actionYml = `
inputs:
  api-key: {}
  two words: { default: 'by default' }
  given: { default: 'by default' }
runs: { using: node24, main: main.cjs, post: post.cjs }
`;

const prelude = `
const { appendFileSync } = require('node:fs');
const put = (file, text) => appendFileSync(process.env['GITHUB_' + file], text);
`;

/** The `action.yml` of an action in a subfolder, with its program beside the other ones. */
const otherActionYml = `
inputs:
  token-ids: { default: 'none' }
runs: { using: node24, main: ../main.cjs }
`;

const folders: string[] = [];
const jobs: Job[] = [];

/** Starts a job of an action that consists of these scripts. */
function startWith(scripts: { readonly main: string; readonly post?: string }, options: Partial<JobOptions> = {}): Job {
  const actionRoot = mkdtempSync(join(tmpdir(), 'action-'));
  folders.push(actionRoot);
  mkdirSync(join(actionRoot, 'other'));
  writeFileSync(join(actionRoot, 'action.yml'), actionYml);
  writeFileSync(join(actionRoot, 'other', 'action.yml'), otherActionYml);
  writeFileSync(join(actionRoot, 'main.cjs'), prelude + scripts.main);
  writeFileSync(join(actionRoot, 'post.cjs'), prelude + (scripts.post ?? ''));
  const job = startJob({ inputs: {}, actionRoot, ...options });
  jobs.push(job);
  return job;
}

afterEach(() => {
  for (const job of jobs.splice(0)) job.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const printInputs = `
for (const [name, value] of Object.entries(process.env).sort()) {
  if (name.startsWith('INPUT_')) console.log(name + '=' + value);
}`;

test('both steps get the inputs and the defaults; the post step can get others, without those of the step', async () => {
  const inputs = { 'api-key': 'one', given: 'x' };
  const job = startWith({ main: printInputs, post: printInputs }, { inputs });
  const expected = 'INPUT_API-KEY=one\nINPUT_GIVEN=x\nINPUT_TWO_WORDS=by default\n';
  expect((await job.step()).log).toBe(expected);
  expect((await job.post()).log).toBe(expected);
  const outermost = { ...job.inputs, 'api-key': 'another', 'of-outermost': 'y' };
  const { log } = await job.post({ inputs: outermost });
  expect(log).toBe('INPUT_API-KEY=another\nINPUT_GIVEN=x\nINPUT_OF-OUTERMOST=y\nINPUT_TWO_WORDS=by default\n');
  const none = await job.post({ inputs: {} });
  expect(none.log).toBe('INPUT_API-KEY=\nINPUT_GIVEN=by default\nINPUT_TWO_WORDS=by default\n');
});

test('an action in a subfolder runs with its own inputs, and has no post step', async () => {
  const job = startWith({ main: printInputs }, { action: 'other' });
  expect((await job.step()).log).toBe('INPUT_TOKEN-IDS=none\n');
  await expect(job.post()).rejects.toThrow('has no post step');
});

test('an input that the action does not have is passed on with a warning', async () => {
  const job = startWith({ main: 'console.log(process.env.INPUT_TYPO)' }, { inputs: { typo: 'x' } });
  const warning = "Warning: Unexpected input(s) 'typo', valid inputs are ['api-key', 'two words', 'given']";
  expect((await job.step()).log).toBe(`${warning}\nx\n`);
});

test('the post step gets the state, and later steps the environment and the path', async () => {
  const main = `
    put('STATE', 'id=42\\n');
    put('OUTPUT', 'token<<X\\nline 1\\nline 2\\nX\\n');
    put('ENV', 'SET=here\\n');
    put('PATH', '/opt/tool\\n');`;
  const show = 'console.log(process.env.STATE_id, process.env.SET, /^.opt.tool[:;]/.test(process.env.PATH))';
  const job = startWith({ main, post: show });
  expect(await job.step()).toMatchObject({
    exitCode: 0,
    state: { id: '42' },
    outputs: { token: 'line 1\nline 2' },
    env: { SET: 'here' },
    stateFileRaw: 'id=42\n',
  });
  expect((await job.run(['-e', show])).log).toBe('undefined here true\n');
  expect((await job.post()).log).toBe('42 here true\n');
});

test('what a step masks is hidden in its summary and in later steps, what the workflow has as secrets from the start', async () => {
  const main = "console.log('::add-mask::hush'); console.error('secret'); put('STEP_SUMMARY', 'It is hush')";
  const job = startWith({ main }, { secrets: ['secret'] });
  expect(await job.step()).toMatchObject({
    ...{ masks: ['hush'], log: '***\n', stdout: '::add-mask::hush\n', stderr: 'secret\n' },
    ...{ summary: 'It is ***', summaryRaw: 'It is hush' },
  });
  expect((await job.run(['-e', "console.log('hush')"])).log).toBe('***\n');
  expect(job.mask('hush')).toBe('***');
});

test('the runner reads what a step wrote before it was killed', async () => {
  const main = "put('STATE', 'id=42\\n'); console.log('ready'); setInterval(() => {}, 1000)";
  const job = startWith({ main, post: 'console.log(process.env.STATE_id)' });
  const step = await job.step({ signals: [{ signal: 'SIGKILL', when: (stdout) => stdout.includes('ready') }] });
  expect(step).toMatchObject({ state: { id: '42' }, log: 'ready\n' });
  expect(step.exitCode).not.toBe(0);
  expect((await job.post()).log).toBe('42\n');
});

// On Windows every signal kills at once.
(process.platform === 'win32' ? test.skip : test)(
  'signals are sent once each, in order, when their conditions hold',
  async () => {
    const main = `
    let count = 0;
    process.on('SIGINT', () => {
      console.log('SIGINT ' + ++count);
      setTimeout(() => process.exit(count), 200);
    });
    setInterval(() => {}, 1000);
    console.log('ready');`;
    const sigint = (after: string) => ({ signal: 'SIGINT', when: (stdout: string) => stdout.includes(after) }) as const;
    const once = await startWith({ main }).step({ signals: [sigint('ready')] });
    expect(once).toMatchObject({ log: 'ready\nSIGINT 1\n', exitCode: 1 });
    const twice = await startWith({ main }).step({ signals: [sigint('ready'), sigint('SIGINT 1')] });
    expect(twice).toMatchObject({ log: 'ready\nSIGINT 1\nSIGINT 2\n', exitCode: 2 });
  },
);

test('a step that ends by itself gets no signal, and its condition is not called any more', async () => {
  let calls = 0;
  const when = () => {
    calls++;
    return false;
  };
  const step = await startWith({ main: '' }).step({ signals: [{ signal: 'SIGKILL', when }] });
  expect(step).toMatchObject({ exitCode: 0, signal: null });
  const callsUntilEnd = calls;
  await sleep(50);
  expect(calls).toBe(callsUntilEnd);
});

const outOfOrder = () => {
  throw new Error('out of order');
};

test.each<[string, string, StepOptions, string]>([
  [
    'a condition throws',
    'setInterval(() => {}, 1000)',
    { signals: [{ signal: 'SIGKILL', when: outOfOrder }] },
    'out of order',
  ],
  ['the step never ends', 'setInterval(() => {}, 1000)', { guardMs: 50 }, 'took longer than 50 ms'],
  ['the runner cannot read a file', "put('OUTPUT', 'nonsense\\n')", {}, "Invalid format 'nonsense'"],
])('the step ends and the test fails when %s', async (_title, main, options, problem) => {
  await expect(startWith({ main }).step(options)).rejects.toThrow(problem);
});

test('a job is cancelled as the runner does it', async () => {
  expect(cancel({ afterMs: 1 })).toEqual([
    { signal: 'SIGINT', afterMs: 1 },
    { signal: 'SIGTERM', afterMs: 7500 },
    { signal: 'SIGKILL', afterMs: 2500 },
  ]);
  const step = await startWith({ main: 'setInterval(() => {}, 1000)' }).step({ signals: cancel() });
  expect(step.exitCode).not.toBe(0);
});

test('a step sees a runner, with what the job says of it, and nothing of this machine', async () => {
  process.env['OF_THIS_MACHINE'] = 'x';
  const show = `
    const { GITHUB_REPOSITORY, RUNNER_DEBUG, GITHUB_RUN_ID, OF_THIS_MACHINE } = process.env;
    console.log(GITHUB_REPOSITORY, RUNNER_DEBUG, GITHUB_RUN_ID, OF_THIS_MACHINE);`;
  const job = startWith({ main: show, post: show }, { debug: true, env: { GITHUB_RUN_ID: '7' } });
  const expected = 'octo-org/trading-bot 1 7 undefined\n';
  expect((await job.step()).log).toBe(expected);
  expect((await job.post()).log).toBe(expected);
  delete process.env['OF_THIS_MACHINE'];
});
