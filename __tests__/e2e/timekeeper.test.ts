import { setTimeout as sleepReally } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { startJob } from '../../sandbox/runner.ts';
import { startVirtualTime, type Timekeeper } from '../../sandbox/timekeeper.ts';
import { json, onStage } from './stage.ts';
import { closeServers, startHttp } from '../servers.ts';

afterEach(closeServers);

/** Runs a script as a step of a job. What it prints is told at once. */
async function play(
  time: Timekeeper,
  script: string,
  { onLine, ...options }: { onLine?: (line: string) => void; afterMs?: number } = {},
) {
  const job = startJob({ inputs: {}, time });
  const { afterMs } = options;
  try {
    return await job.run(['--eval', script], {
      onSpawn: (child) => child.stdout?.on('data', (text) => onLine?.(String(text).trim())),
      ...(afterMs !== undefined && { signals: [{ signal: 'SIGINT', afterMs }] }),
    });
  } finally {
    job.close();
  }
}

test(
  'a wait of an hour takes nothing, and passes for the action, the sandbox and the test alike',
  onStage(async ({ sandbox, job, time }) => {
    sandbox.failNext('createUserToken', { before: json(429, {}, { 'retry-after': '3600' }) });
    const startedAt = performance.now();
    const start = time.now();
    const step = await job({ timeout: '2h' }).step();

    expect(step.exitCode).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    const [first, second] = sandbox.requests;
    for (const waited of [step.durationMs, time.now() - start, (second?.at ?? 0) - start]) {
      expect(waited).toBeGreaterThanOrEqual(3_600_000);
      expect(waited).toBeLessThan(3_603_000);
    }
    expect(first?.at).toBe(start);
    expect(Date.parse(sandbox.tokens()[0]?.expiresAt ?? '')).toBeGreaterThan(start + 7_200_000 - 1000);
  }),
);

test('timers of several processes and of the test run in the order of their times, and each sees its own time', async () => {
  const time = startVirtualTime();
  const start = time.now();
  const seen: string[] = [];
  const onLine = (line: string) => seen.push(line);
  const script = (name: string, ...delays: number[]) =>
    `for (const delay of ${JSON.stringify(delays)}) setTimeout(() => console.log('${name}', Date.now() - ${start}), delay)`;
  await Promise.all([
    play(time, script('one', 3000, 1000, 86_400_000), { onLine }),
    play(time, script('two', 2000, 1500), { onLine }),
    time.sleep(2500).then(() => seen.push(`test ${time.now() - start}`)),
  ]);

  expect(seen).toEqual([...['one 1000', 'two 1500', 'two 2000', 'test 2500', 'one 3000', 'one 86400000']]);
});

test('no time passes while a request is in flight, however long its answer really takes', async () => {
  const time = startVirtualTime();
  const { port } = await startHttp((_request, response) => {
    const work = time.beginWork();
    void sleepReally(200).then(async () => {
      await work.pause(5000, new AbortController().signal);
      response.end();
      work.end();
    });
  });
  const { stdout } = await play(
    time,
    `const start = Date.now();
    const say = (what) => () => console.log(what, Date.now() - start);
    setTimeout(say('before'), 4999);
    setTimeout(say('after'), 5001);
    require('http').get('http://localhost:${port}', { agent: false }, say('answer'));`,
  );

  expect(stdout).toBe('before 4999\nanswer 5000\nafter 5001\n');
});

test('a signal arrives between the timers before and after it', async () => {
  const { stdout } = await play(
    startVirtualTime(),
    `setTimeout(() => console.log('a second'), 1000);
    setTimeout(() => console.log('two seconds'), 2000);
    process.on('SIGINT', () => console.log('SIGINT'));`,
    { afterMs: 1500 },
  );
  expect(stdout).toBe('a second\nSIGINT\ntwo seconds\n');
});

test('a process that waits for another one sees it end', async () => {
  const time = startVirtualTime();
  const start = time.now();
  const stuck = time.spawnNode(['--eval', 'setInterval(() => undefined, 2 ** 30)'], {
    env: {},
    cwd: '.',
  });
  await play(
    time,
    `const isAlive = () => { try { return process.kill(${stuck.pid}, 0); } catch { return false; } };
    const look = () => { if (isAlive()) setTimeout(look, 50); };
    setTimeout(() => { process.kill(${stuck.pid}, 'SIGKILL'); look(); }, 3_600_000);`,
  );

  expect(stuck.signalCode).toBe('SIGKILL');
  expect(time.now() - start).toBeLessThan(3_601_000);
});

test('time stands still between the steps of a test, unless it waits itself', async () => {
  const time = startVirtualTime();
  const start = time.now();
  let isDone = false;
  const work = time.beginWork();
  void work.pause(1000, new AbortController().signal).then(() => {
    isDone = true;
    work.end();
  });
  await sleepReally(50);
  expect([isDone, time.now()]).toEqual([false, start]);
  await time.sleep(2000);
  expect([isDone, time.now()]).toEqual([true, start + 2000]);
});

const scripts: Record<string, [script: string, stdout: string, exitCode: number]> = {
  'runs each kind of timer, and what it leaves in the queues before the next one': [
    `const { setTimeout: sleep } = require('timers/promises');
    const say = (...what) => console.log(...what);
    const interval = setInterval(say, 20, 'interval');
    setTimeout(() => clearInterval(interval), 50);
    clearTimeout(setTimeout(say, 10, 'cleared'));
    clearTimeout(undefined);
    const later = setTimeout(say, 30, 'refreshed');
    setTimeout(() => later.refresh(), 25);
    setTimeout(() => { process.nextTick(say, 'tick'); Promise.resolve('microtask').then(say); say('first'); }, 90);
    setTimeout(say, 90, 'second', 'argument');
    setTimeout(say, 3_600_000, 'unref').unref();
    sleep(3_600_000, 'unref', { ref: false }).then(say);
    require('timers').setTimeout(say, 100, 'of the module');
    const controller = new AbortController();
    sleep(1000, undefined, { signal: controller.signal }).catch(({ name }) => say(name));
    setTimeout(() => controller.abort(), 110);
    sleep(120, 'value').then(say);
    sleep(10, '', { signal: AbortSignal.abort() }).catch(() => say('aborted before'));`,
    'aborted before|interval|interval|refreshed|first|tick|microtask|second argument|of the module|AbortError|value|',
    0,
  ],
  'has one date': [
    `const start = Date.now();
    setTimeout(() => {
      console.log(Date.now() - start, new Date() - start, Date.parse(Date()) - start < 86_400_000);
      console.log(process.hrtime(before), process.hrtime.bigint() - bigint, performance.now());
    }, 86_400_000);
    const before = process.hrtime(), bigint = process.hrtime.bigint();
    console.log(new Date().constructor === Date, new Date() instanceof Date, typeof Date(), Date.length);
    console.log(new Date(0), new Date('2020-02-03'), +new Date(new Date(5)), Date.UTC(1970, 0, 2));`,
    'true true string 7|1970-01-01T00:00:00.000Z 2020-02-03T00:00:00.000Z 5 86400000|86400000 86400000 true|[ 86400, 0 ] 86400000000000n 86400000|',
    0,
  ],
  'ends when nothing is left to do': [
    `process.on('exit', (code) => console.log('exit', code)); process.exitCode = 3;`,
    'exit 3|',
    3,
  ],
  'outlives an error in a timer': [
    `process.on('uncaughtException', ({ message }) => console.log(message));
    for (const each of ['one', 'two']) setTimeout(() => { throw new Error(each); }, 10);`,
    'one|two|',
    0,
  ],
  'ends while it waits': ['setTimeout(() => undefined, 60_000); setTimeout(() => process.exit(4), 10);', '', 4],
  'finds nothing more in its environment': [
    'console.log(process.env.NODE_OPTIONS, Object.keys(process.env).filter((name) => /VIRTUAL/.test(name)))',
    'undefined []|',
    0,
  ],
};

test.each(Object.entries(scripts))('a process on virtual time %s', async (_, [script, stdout, exitCode]) => {
  const step = await play(startVirtualTime(), script);
  expect(step).toMatchObject({ stderr: '', stdout: stdout.replaceAll('|', '\n'), exitCode });
});
