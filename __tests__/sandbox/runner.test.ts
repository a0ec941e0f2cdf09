import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startJob, type Job, type JobOptions } from '../../sandbox/runner.ts';

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

/** Runs a test with a job of an action that is made of these scripts. */
async function withJob(
  scripts: { readonly main: string; readonly post?: string },
  use: (job: Job) => Promise<void>,
  options: Partial<JobOptions> = {},
): Promise<void> {
  const actionRoot = mkdtempSync(join(tmpdir(), 'action-'));
  writeFileSync(join(actionRoot, 'action.yml'), actionYml);
  writeFileSync(join(actionRoot, 'main.cjs'), prelude + scripts.main);
  writeFileSync(join(actionRoot, 'post.cjs'), prelude + (scripts.post ?? ''));
  const job = startJob({ inputs: {}, actionRoot, ...options });
  try {
    await use(job);
  } finally {
    job.close();
    rmSync(actionRoot, { recursive: true });
  }
}

const printInputs = `
for (const [name, value] of Object.entries(process.env).sort()) {
  if (name.startsWith('INPUT_')) console.log(name + '=' + value);
}`;

test('both steps get the inputs, the defaults for those that are not given, and nothing for the others', async () => {
  await withJob(
    { main: printInputs, post: printInputs },
    async (job) => {
      const expected = 'INPUT_API-KEY=\nINPUT_GIVEN=x\nINPUT_TWO_WORDS=by default\n';
      expect((await job.step()).log).toBe(expected);
      expect((await job.post()).log).toBe(expected);
    },
    { inputs: { given: 'x' } },
  );
});

test('an input that the action does not have is warned about and given all the same', async () => {
  await withJob(
    { main: 'console.log(process.env.INPUT_TYPO)' },
    async (job) => {
      const { log } = await job.step();
      expect(log).toBe(
        "Warning: Unexpected input(s) 'typo', valid inputs are ['api-key', 'two words', 'given']\nx\n",
      );
    },
    { inputs: { typo: 'x' } },
  );
});

test('the post step gets the state, and later steps the environment and the path', async () => {
  const main = `
    put('STATE', 'id=42\\n');
    put('OUTPUT', 'token<<X\\nline 1\\nline 2\\nX\\n');
    put('ENV', 'SET=here\\n');
    put('PATH', '/opt/tool\\n');`;
  const show =
    'console.log(process.env.STATE_id, process.env.SET, /^.opt.tool[:;]/.test(process.env.PATH))';
  await withJob({ main, post: show }, async (job) => {
    const step = await job.step();
    expect(step).toMatchObject({
      exitCode: 0,
      state: { id: '42' },
      outputs: { token: 'line 1\nline 2' },
      env: { SET: 'here' },
      stateFileRaw: 'id=42\n',
    });
    expect((await job.run(['-e', show])).log).toBe('undefined here true\n');
    expect((await job.post()).log).toBe('42 here true\n');
  });
});

test('what a step masks is hidden in its summary and in later steps', async () => {
  const main = "console.log('::add-mask::hush'); put('STEP_SUMMARY', 'It is hush')";
  await withJob({ main }, async (job) => {
    const step = await job.step();
    expect(step).toMatchObject({
      masks: ['hush'],
      log: '',
      stdout: '::add-mask::hush\n',
      summary: 'It is ***',
      summaryRaw: 'It is hush',
    });
    expect((await job.run(['-e', "console.log('hush')"])).log).toBe('***\n');
    expect(job.mask('hush')).toBe('***');
  });
});

test('what the workflow takes from secrets is hidden from the start', async () => {
  await withJob(
    { main: "console.error('hush')" },
    async (job) => {
      expect(await job.step()).toMatchObject({ log: '***\n', stderr: 'hush\n' });
    },
    { secrets: ['hush'] },
  );
});

test('what a step wrote before it was killed counts', async () => {
  const main = "put('STATE', 'id=42\\n'); console.log('ready'); setInterval(() => {}, 1000)";
  await withJob({ main, post: 'console.log(process.env.STATE_id)' }, async (job) => {
    const step = await job.step({
      onSpawn: (child) => child.stdout?.once('data', () => child.kill('SIGKILL')),
    });
    expect(step).toMatchObject({ state: { id: '42' }, log: 'ready\n' });
    expect(step.exitCode).not.toBe(0);
    expect((await job.post()).log).toBe('42\n');
  });
});

test('a step can be sent a signal after a time', async () => {
  await withJob({ main: 'setInterval(() => {}, 1000)' }, async (job) => {
    expect((await job.step({ signalAfterMs: 1 })).exitCode).not.toBe(0);
    expect((await job.step({ cancelAfterMs: 1 })).exitCode).not.toBe(0);
  });
});

test('a step that never ends is killed and fails the test', async () => {
  await withJob({ main: 'setInterval(() => {}, 1000)' }, async (job) => {
    await expect(job.step({ guardMs: 50 })).rejects.toThrow('took longer than 50 ms');
  });
});

test('a file that the runner cannot read fails the test', async () => {
  await withJob({ main: "put('OUTPUT', 'nonsense\\n')" }, async (job) => {
    await expect(job.step()).rejects.toThrow("Invalid format 'nonsense'");
  });
});

test('a step sees a runner, debug logging if it is on, and nothing of this machine', async () => {
  process.env['OF_THIS_MACHINE'] = 'x';
  const main = `
    const { GITHUB_REPOSITORY, RUNNER_DEBUG, GITHUB_RUN_ID, OF_THIS_MACHINE } = process.env;
    console.log(GITHUB_REPOSITORY, RUNNER_DEBUG, GITHUB_RUN_ID, OF_THIS_MACHINE);`;
  await withJob(
    { main },
    async (job) => {
      expect((await job.step()).log).toBe('octo-org/trading-bot 1 7 undefined\n');
    },
    { debug: true, env: { GITHUB_RUN_ID: '7' } },
  );
  delete process.env['OF_THIS_MACHINE'];
});
