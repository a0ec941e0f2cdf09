import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { platform } from 'node:process';
import { afterEach, describe, expect, test } from '@jest/globals';
import { stopStep, thisProcess, type ProcessId } from '../../src/runner/process-id.ts';
import { fakeClock, SECOND } from '../fakes.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that prints its own id, as a step notes it, and goes on for a while. */
async function startStep(onInterrupt: string): Promise<{ child: ChildProcess; id: ProcessId }> {
  const source = new URL('../../src/runner/process-id.ts', import.meta.url);
  const script = `process.on('SIGINT', () => { ${onInterrupt} });
    const { thisProcess } = await import(${JSON.stringify(source.href)});
    console.log(JSON.stringify(thisProcess()));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, id: JSON.parse(line.toString()) as ProcessId };
}

/** Passes real time, because the processes are real. */
const clock = {
  ...fakeClock(),
  elapsed: () => Math.floor(performance.now()) * 10,
  sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 5)),
};

const onLinux = platform === 'linux' ? describe : describe.skip;

onLinux('the step that a note names', () => {
  test('is asked to stop, and has time to clean up', async () => {
    const { child, id } = await startStep('setTimeout(() => process.exit(7), 20)');
    const ended = once(child, 'exit');
    await stopStep(id, clock);
    expect(await ended).toEqual([7, null]);
  });

  test('is killed when it does not stop', async () => {
    const { child, id } = await startStep('');
    const ended = once(child, 'exit');
    const start = clock.elapsed();
    await stopStep(id, clock);
    expect(clock.elapsed() - start).toBeGreaterThanOrEqual(7 * SECOND);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  test.each([
    ['was started at another time', /\d+ (\w{16})$/, '1 $1'],
    ['runs another program', /\w{16}$/, '0123456789abcdef'],
    ['is in another container', /pid:\[\d+\]/, 'pid:[1]'],
    ['is on another machine', /^\S+/, '01234567-89ab-cdef-0123-456789abcdef'],
  ])('is left alone when the process with its number %s', async (_what, part, other) => {
    const { child, id } = await startStep('process.exit(7)');
    expect(id.identity).toMatch(part);
    const ended = once(child, 'exit');
    await stopStep({ ...id, identity: id.identity.replace(part, other) }, clock);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  test('has ended already: nothing happens', async () => {
    const { child, id } = await startStep('');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await stopStep(id, clock);
  });
});

test('a system that does not tell has a process without an identity, which is never stopped', () => {
  const hasProc = platform === 'linux' && readFileSync('/proc/self/stat', 'utf8') !== '';
  expect(thisProcess()).toEqual({ pid: process.pid, identity: hasProc ? expect.any(String) : '' });
  expect(thisProcess().identity !== '').toBe(hasProc);
});
