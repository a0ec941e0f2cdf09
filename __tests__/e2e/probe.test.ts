import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { assumptions } from '../../sandbox/assumptions.ts';
import { runProbe, type ProbeResult } from '../../sandbox/probe-plan.ts';
import {
  SANDBOX_API_KEY,
  SANDBOX_PORTFOLIO_ID,
  SANDBOX_USER_KEY,
  type Sandbox,
  type SandboxOptions,
} from '../../sandbox/server.ts';
import { withSandbox } from '../sandbox/calls.ts';

const folder = mkdtempSync(join(tmpdir(), 'probe-'));
const report = join(folder, 'report.md');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the program to its end. `answer` is what the user types. */
function start(args: readonly string[], env = {}, answer = '') {
  const child = spawn(process.execPath, ['sandbox/probe.ts', '--report', report, ...args], {
    env: { ...process.env, ...env },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (printed += text.toString()));
  }
  child.stdin.end(`${answer}\n`);
  const ended = once(child, 'close') as Promise<[number | null]>;
  return { child, ended: ended.then(([exitCode]) => ({ exitCode, printed })) };
}

/** Probes a sandbox, in whose time nobody waits. */
async function probe(
  options: Partial<SandboxOptions>,
  check: (result: ProbeResult, sandbox: Sandbox) => void,
  { signal = new AbortController().signal, userKey = SANDBOX_USER_KEY } = {},
): Promise<void> {
  let waited = 0;
  const now = () => Date.now() + waited;
  await withSandbox({ now, ...options }, async (sandbox) => {
    const world = {
      apiUrl: sandbox.url,
      apiKey: SANDBOX_API_KEY,
      userKey,
      portfolioId: SANDBOX_PORTFOLIO_ID,
      now,
      sleep: (milliseconds: number) => {
        waited += milliseconds;
        return Promise.resolve();
      },
    };
    check(await runProbe(world, signal), sandbox);
  });
}

/** What differs, by the assumption. */
function differences({ rows }: ProbeResult) {
  const others = rows.filter(({ verdict }) => verdict !== 'as expected');
  return Object.fromEntries(others.map(({ id, verdict, seen }) => [id, seen || verdict]));
}

const live = (sandbox: Sandbox) => ({
  ETORO_API_URL: sandbox.url,
  ETORO_API_KEY: SANDBOX_API_KEY,
  ETORO_USER_KEY: SANDBOX_USER_KEY,
  ETORO_PORTFOLIO_ID: SANDBOX_PORTFOLIO_ID,
});

test('the sandbox is as the action takes eToro to be, in under 25 calls', async () => {
  const { ended } = start([]);
  const { exitCode, printed } = await ended;
  const text = readFileSync(report, 'utf8');
  expect(printed).toContain(text);
  expect(text.match(/as expected \|$/gm)).toHaveLength(assumptions.length);
  expect(Number(/^(\d+) calls\.$/m.exec(text)?.[1])).toBeLessThan(25);
  expect(text).not.toMatch(/eyJ|sandbox-api-key|[0-9a-f]{8}-|10[, ]?000/);
  expect(exitCode).toBe(0);
});

test('a table names parts of the source that are there', () => {
  expect(assumptions.filter(({ reliedOn }) => !existsSync(reliedOn))).toEqual([]);
});

test.each<readonly [string, Partial<SandboxOptions>, Record<string, unknown>]>([
  [
    'the older answers, without rate-limit headers,',
    { answers: 'v1.206.0', rateLimitHeaders: 'none' },
    { told: 'nothing', seconds: 'not seen', unixTime: 'not seen' },
  ],
  [
    'a key without v2, and addresses that are not enforced,',
    { userKeyPermissions: ['real:write'], clientIp: '8.8.8.8' },
    { v2: '403 InsufficientPermissions', elsewhere: '200' },
  ],
  [
    'expiries that are cut to the minute',
    { fault: () => ({ grant: (asked) => ({ ...asked, expiresAt: '2999-12-31T23:59:00Z' }) }) },
    { expiry: expect.stringMatching(/^\d+ s off$/), expired: '200' },
  ],
])('a world with %s is told, and left clean', async (_title, options, differing) => {
  await probe(options, (result, sandbox) => {
    expect(differences(result)).toEqual(differing);
    expect({ left: result.left, tokens: sandbox.tokens() }).toEqual({ left: [], tokens: [] });
  });
});

test('a rate limit is waited for', async () => {
  await probe({ writesPerWindow: 3 }, (result, sandbox) => {
    expect([result.left, result.problem]).toEqual([[], undefined]);
    expect(sandbox.requests.some(({ status }) => status === 429)).toBe(true);
  });
});

test.each([1, 3, 9, 17])('stopped at call %i, it leaves no token', async (call) => {
  const stop = new AbortController();
  let calls = 0;
  const fault = () => {
    if (++calls === call) stop.abort(new Error('stopped'));
    return undefined;
  };
  await probe(
    { fault },
    (result, sandbox) => {
      expect(result.problem).toBeDefined();
      expect({ left: result.left, tokens: sandbox.tokens() }).toEqual({ left: [], tokens: [] });
    },
    stop,
  );
});

test('a token that cannot be revoked is named', async () => {
  const fault: SandboxOptions['fault'] = (operation) =>
    operation === 'deleteUserToken' ? { before: { kind: 'reset' } } : undefined;
  await probe({ fault }, (result, sandbox) => {
    expect(result.left).toEqual(sandbox.tokens().map(({ name }) => name));
    expect(result.left.length).toBeGreaterThan(0);
  });
});

test('a key that cannot be sent is not shown', async () => {
  const userKey = `${SANDBOX_USER_KEY}\n☃`;
  await probe(
    {},
    (result) => {
      expect(result.problem).toBe('no answer (TypeError)');
      expect(JSON.stringify(result)).not.toContain('eyJ');
    },
    { userKey },
  );
});

test('on an account, nothing is sent without a yes', async () => {
  await withSandbox({}, async (sandbox) => {
    const { ended } = start(['--live'], live(sandbox), 'no');
    expect((await ended).printed).toContain('Nothing was sent.');
    expect(sandbox.requests).toEqual([]);
  });
});

test('on an account, Ctrl+C ends it, and no token is left', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('createUserToken', { delayAfterMs: 500 });
    const { child, ended } = start(['--live'], live(sandbox), 'yes');
    while (sandbox.tokens().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    const { exitCode, printed } = await ended;
    expect(printed).toContain('Stopping. The tokens that were made are revoked first.');
    expect({ exitCode, tokens: sandbox.tokens() }).toEqual({ exitCode: 1, tokens: [] });
  });
});
