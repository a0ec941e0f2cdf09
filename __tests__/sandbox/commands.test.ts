import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { listen } from '../../sandbox/listen.ts';

/** Runs a program of sandbox/ until it ends. */
async function run(program: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [`sandbox/${program}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { stdout, stderr, exitCode };
}

test.each([
  ['main.ts', 'Usage: npm run sandbox -- [--port PORT]', '--port PORT'],
  ['demo.ts', 'Usage: npm start -- [--live]', '--live'],
])('%s --help shows its options and does nothing else', async (program, usage, option) => {
  const { stdout, stderr, exitCode } = await run(program, '--help');
  expect(stdout.startsWith(`${usage}\n`)).toBe(true);
  expect(stdout).toContain(`\n  ${option} `);
  expect(stdout).toMatch(/--help +show this help\n$/);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

test.each([
  ['main.ts', ['--prot', '1'], "Unknown option '--prot'"],
  ['main.ts', ['--port', '65536'], '"65536" is not a port. Give a number from 0 to 65535.'],
  ['main.ts', ['--port', 'http'], '"http" is not a port.'],
  ['demo.ts', ['--life'], "Unknown option '--life'"],
])('%s %j says what is wrong and shows the options', async (program, args, message) => {
  const { stdout, stderr, exitCode } = await run(program, ...args);
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage: npm ');
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
});

test('one line says that the port is taken, and what to do', async () => {
  const { port, close } = await listen(createServer());
  const { stderr, exitCode } = await run('main.ts', '--port', String(port));
  await close();
  expect(stderr).toBe(
    `Another program uses port ${port}. Use any free port: npm run sandbox -- --port 0\n`,
  );
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

test('what listens closes all its connections', async () => {
  const { port, close } = await listen(http.createServer(() => undefined));
  const request = http.get({ port, host: '127.0.0.1' });
  const broken = once(request, 'error');
  await once(request, 'finish');
  await close();
  expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
});
