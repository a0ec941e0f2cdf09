import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { listen } from '../../sandbox/listen.ts';

/** Runs a program until it ends. */
async function run(program: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { stdout, stderr, exitCode };
}

test.each([
  ['sandbox/main.ts', 'npm run sandbox', '--port PORT'],
  ['sandbox/demo.ts', 'npm start', '--live'],
  ['bench/bench.ts', 'npm run bench', '--runs N'],
  ['bench/chaos.ts', 'npm run chaos', '--seed N'],
  ['bench/matrix.ts', 'npm run bench:matrix', '--limit NAME'],
  ['scripts/adopt.ts', 'npm run adopt', 'NAME'],
])('%s --help shows the options and does nothing else', async (program, command, option) => {
  const { stdout, stderr, exitCode } = await run(program, '--help');
  expect(stdout).toMatch(new RegExp(`^Usage: ${command} -- `));
  expect(stdout).toMatch(new RegExp(`^ +${option} `, 'm'));
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

test.each([
  ['sandbox/main.ts', ['--port', '65536'], '"65536" is not a port. Give a number from 0 to 65535.'],
  ['sandbox/demo.ts', ['--life'], "Unknown option '--life'"],
  ['bench/bench.ts', ['--runs', '0'], '--runs'],
  ['bench/bench.ts', ['--rtt', '20,fast'], '--rtt'],
  ['bench/chaos.ts', ['--seed', '1.5'], '--seed'],
  ['bench/chaos.ts', ['--only', 'xyz'], '--only'],
  ['scripts/adopt.ts', ['octo-org'], '"octo-org" is not of the form owner/repo.'],
])('%s %j says what is wrong and shows the options', async (program, args, message) => {
  const { stdout, stderr, exitCode } = await run(program, ...args);
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage: npm ');
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
});

test('one line says that the port is taken, and what to do', async () => {
  const { port, close } = await listen(createServer());
  const { stderr, exitCode } = await run('sandbox/main.ts', '--port', String(port));
  await close();
  expect(stderr).toBe(`Another program uses port ${port}. Use any free port: npm run sandbox -- --port 0\n`);
  expect(exitCode).toBe(1);
});

test('with port 0 the sandbox listens on a free port, and says which', async () => {
  const child = spawn(process.execPath, ['sandbox/main.ts', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('ip-services:')) break;
  }
  const [, service = ''] = /^ip-services: +(\S+)$/m.exec(printed) ?? [];
  expect(await (await fetch(service)).text()).toBe('20.102.38.7\n');
  child.kill();
  await once(child, 'close');
});
