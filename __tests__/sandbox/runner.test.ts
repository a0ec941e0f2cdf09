import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { cancel, startJob, type Job, type JobOptions } from '../../sandbox/runner.ts';

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

/** Runs a test with a job of an action that consists of these scripts. */
async function withJob(
  scripts: { readonly main: string; readonly post?: string },
  use: (job: Job) => Promise<void>,
  options: Partial<JobOptions> = {},
): Promise<void> {
  const actionRoot = mkdtempSync(join(tmpdir(), 'action-'));
  mkdirSync(join(actionRoot, 'other'));
  writeFileSync(join(actionRoot, 'action.yml'), actionYml);
  writeFileSync(join(actionRoot, 'other', 'action.yml'), otherActionYml);
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

test('the post step can get other inputs, without those of the step', async () => {
  await withJob(
    { main: printInputs, post: printInputs },
    async (job) => {
      await job.step();
      const outermost = { ...job.inputs, 'api-key': 'another', 'of-outermost': 'y' };
      const { log } = await job.post({ inputs: outermost });
      expect(log).toBe('INPUT_API-KEY=another\nINPUT_GIVEN=x\nINPUT_OF-OUTERMOST=y\nINPUT_TWO_WORDS=by default\n');
      const none = await job.post({ inputs: {} });
      expect(none.log).toBe('INPUT_API-KEY=\nINPUT_GIVEN=by default\nINPUT_TWO_WORDS=by default\n');
    },
    { inputs: { 'api-key': 'one', given: 'x' } },
  );
});

test('an action in a subfolder runs with its own inputs, and has no post step', async () => {
  await withJob(
    { main: printInputs },
    async (job) => {
      const { log } = await job.step();
      expect(log).toBe('INPUT_TOKEN-IDS=none\n');
      await expect(job.post()).rejects.toThrow('has no post step');
    },
    { action: 'other' },
  );
});

test('an input that the action does not have is passed on with a warning', async () => {
  await withJob(
    { main: 'console.log(process.env.INPUT_TYPO)' },
    async (job) => {
      const { log } = await job.step();
      expect(log).toBe("Warning: Unexpected input(s) 'typo', valid inputs are ['api-key', 'two words', 'given']\nx\n");
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
  const show = 'console.log(process.env.STATE_id, process.env.SET, /^.opt.tool[:;]/.test(process.env.PATH))';
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

test('the runner reads what a step wrote before it was killed', async () => {
  const main = "put('STATE', 'id=42\\n'); console.log('ready'); setInterval(() => {}, 1000)";
  await withJob({ main, post: 'console.log(process.env.STATE_id)' }, async (job) => {
    const step = await job.step({
      signals: [{ signal: 'SIGKILL', when: (stdout) => stdout.includes('ready') }],
    });
    expect(step).toMatchObject({ state: { id: '42' }, log: 'ready\n' });
    expect(step.exitCode).not.toBe(0);
    expect((await job.post()).log).toBe('42\n');
  });
});

/** Prints each SIGINT that comes, and ends after the second one, or a while after the first. */
const countSignals = `
let count = 0;
process.on('SIGINT', () => {
  console.log('SIGINT ' + ++count);
  if (count === 2) process.exit(2);
  setTimeout(() => process.exit(1), 200);
});
setInterval(() => {}, 1000);
console.log('ready');`;

// On Windows every signal kills at once.
const testSignals = process.platform === 'win32' ? test.skip : test;

testSignals('a signal is sent once, when its condition holds', async () => {
  await withJob({ main: countSignals }, async (job) => {
    const isReady = (stdout: string) => stdout.includes('ready');
    const step = await job.step({ signals: [{ signal: 'SIGINT', when: isReady }] });
    expect(step).toMatchObject({ log: 'ready\nSIGINT 1\n', exitCode: 1 });
  });
});

testSignals('a second signal is sent after the first, when its own condition holds', async () => {
  await withJob({ main: countSignals }, async (job) => {
    const step = await job.step({
      signals: [
        { signal: 'SIGINT', when: (stdout) => stdout.includes('ready') },
        { signal: 'SIGINT', when: (stdout) => stdout.includes('SIGINT 1') },
      ],
    });
    expect(step).toMatchObject({ log: 'ready\nSIGINT 1\nSIGINT 2\n', exitCode: 2 });
  });
});

test('a step that ends by itself gets no signal, and its condition is not called any more', async () => {
  await withJob({ main: '' }, async (job) => {
    let calls = 0;
    const when = () => {
      calls++;
      return false;
    };
    const step = await job.step({ signals: [{ signal: 'SIGKILL', when }] });
    expect(step).toMatchObject({ exitCode: 0, signal: null });
    const callsUntilEnd = calls;
    await sleep(50);
    expect(calls).toBe(callsUntilEnd);
  });
});

test('a condition that throws ends the step and fails the test', async () => {
  await withJob({ main: 'setInterval(() => {}, 1000)' }, async (job) => {
    const when = () => {
      throw new Error('out of order');
    };
    const step = job.step({ signals: [{ signal: 'SIGKILL', when }] });
    await expect(step).rejects.toThrow('out of order');
  });
});

test('a job is cancelled as the runner does it', async () => {
  expect(cancel({ afterMs: 1 })).toEqual([
    { signal: 'SIGINT', afterMs: 1 },
    { signal: 'SIGTERM', afterMs: 7500 },
    { signal: 'SIGKILL', afterMs: 2500 },
  ]);
  await withJob({ main: 'setInterval(() => {}, 1000)' }, async (job) => {
    expect((await job.step({ signals: cancel() })).exitCode).not.toBe(0);
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
      expect((await job.step()).log).toBe('octo-org/trading-bot 1 1234567890 undefined\n');
    },
    { debug: true },
  );
  delete process.env['OF_THIS_MACHINE'];
});

test('a job can be one of another repository, run and attempt', async () => {
  const show = `
    const { GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = process.env;
    console.log(GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT);`;
  const env = { GITHUB_REPOSITORY: 'o/r', GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' };
  await withJob(
    { main: show, post: show },
    async (job) => {
      expect((await job.step()).log).toBe('o/r 7 2\n');
      expect((await job.post()).log).toBe('o/r 7 2\n');
    },
    { env },
  );
});
