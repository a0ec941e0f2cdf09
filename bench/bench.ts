// What the action costs: the step and the post step against the least that a Node program can cost, and the bytes that
// a runner downloads. `--write` puts the result into docs/performance.md.
import { execFileSync, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Loopback } from './loopback.ts';
import { median, table } from './numbers.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '40' },
    write: { type: 'boolean', default: false },
  },
});
const RUNS = Number(options.runs);
const WARM_UP_RUNS = 5;
const MEMORY_RUNS = 10;

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const portfolioId = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

interface Program {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The programs, as a runner would start them. */
function programs(origins: readonly string[], folder: string) {
  const fileOf = (name: string) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    return path;
  };
  const [origin = ''] = origins;
  const inputs = {
    'INPUT_API-KEY': 'bench-api-key-4f1d8a26c07be93557d2a84e6b9013cf',
    'INPUT_USER-KEY': 'bench-user-key-b82e5f0397ac46d1e05c7d9a1f3648be0a7725c1',
    'INPUT_PORTFOLIO-ID': portfolioId,
    INPUT_SCOPES: 'demo:read, demo:write',
    'INPUT_RUNNER-IP': '20.102.38.7',
    'INPUT_API-URL': origin,
  };
  const env = {
    PATH: process.env['PATH'] ?? '',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'octo-org/trading-bot',
    GITHUB_RUN_ID: '1234567890',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_OUTPUT: fileOf('output'),
    GITHUB_STATE: fileOf('state'),
    GITHUB_ENV: fileOf('env'),
    GITHUB_STEP_SUMMARY: fileOf('summary'),
    ...(process.env['SystemRoot'] !== undefined && { SystemRoot: process.env['SystemRoot'] }),
    ...inputs,
  };
  const body = {
    userTokenName: 'gha-octo-org-trading-bot-1234567890-1-0123456789ab',
    scopeIds: [201, 203],
    ipsWhitelist: ['20.102.38.7'],
    expiresAt: '2026-12-31T23:59:59Z',
  };
  const tokens = {
    apiUrl: `${origin}/`,
    agentPortfolioId: portfolioId,
    tokens: [
      {
        userTokenName: body.userTokenName,
        generated: true,
        expiresAt: body.expiresAt,
        ipsWhitelist: body.ipsWhitelist,
        sentAt: Date.now(),
        userTokenId: 'f9e8d7c6-b5a4-3210-fedc-ba9876543210',
      },
    ],
  };
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  return {
    node: { file: empty, env },
    floor: {
      file: pathOf('floor.cjs'),
      env: {
        ...env,
        FLOOR_URL: `${origin}/api/v1/agent-portfolios/${portfolioId}/user-tokens`,
        FLOOR_BODY: JSON.stringify(body),
      },
    },
    loading: { file: pathOf('load.mjs'), env },
    step: { file: pathOf('../dist/main.js'), env },
    auto: {
      file: pathOf('../dist/main.js'),
      env: {
        ...env,
        'INPUT_RUNNER-IP': 'auto',
        'INPUT_IP-SERVICES': origins.map((service) => `${service}/ip`).join(' '),
      },
    },
    post: {
      file: pathOf('../dist/post.js'),
      env: { ...env, STATE_tokens: JSON.stringify(tokens) },
    },
  } satisfies Record<string, Program>;
}

/** Runs a program to its end, in milliseconds. What it prints is what tells that it did its work. */
function run({ file, env }: Program, nodeArgs: readonly string[] = []): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs, file], {
    env,
    encoding: 'utf8',
  });
  const time = performance.now() - start;
  if (status !== 0 || stdout.includes('::warning') || stderr !== '') {
    throw new Error(`${file} ended with ${String(status)}:\n${stdout}${stderr}`);
  }
  return time;
}

/** The peak memory of a program, in bytes. */
function peakMemory(program: Program, folder: string): number {
  const result = join(folder, 'peak-memory');
  const env = { ...program.env, PEAK_MEMORY_FILE: result };
  run({ ...program, env }, ['--require', pathOf('peak-memory.cjs')]);
  return Number(readFileSync(result, 'utf8')) * 1024;
}

/**
 * Runs all programs in turn, again and again: what slows down the machine slows down all of them. Each round begins
 * with another one, for each runs in the wake of the one before.
 */
function interleaved<Name extends string>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name) => number,
): Map<Name, number[]> {
  const results = new Map(names.map((name) => [name, new Array<number>(rounds).fill(NaN)]));
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      results.get(name)?.splice(round, 1, measure(name));
    }
  }
  return results;
}

function archiveBytes(): number | undefined {
  try {
    return execFileSync('git', ['archive', '--format=tar.gz', 'HEAD'], {
      cwd: pathOf('..'),
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).length;
  } catch {
    // Not everybody has the history, or git.
    return undefined;
  }
}

function distBytes(): [name: string, bytes: number][] {
  const dist = pathOf('../dist');
  return readdirSync(dist).map((name) => [`dist/${name}`, statSync(join(dist, name)).size]);
}

function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${processors.length} cores, ${platform()} ${release()} ${arch()}, Node ${process.version}`;
}

function measure(origins: readonly string[], folder: string): string {
  const all = programs(origins, folder);
  const timed = ['node', 'floor', 'loading', 'step', 'auto', 'post'] as const;
  const weighed = ['floor', 'step', 'auto', 'post'] as const;

  interleaved(timed, WARM_UP_RUNS, (name) => run(all[name]));
  const times = interleaved(timed, RUNS, (name) => run(all[name]));
  const memory = interleaved(weighed, MEMORY_RUNS, (name) => peakMemory(all[name], folder));

  const timesOf = (name: (typeof timed)[number]) => times.get(name) ?? [];
  const milliseconds = (name: (typeof timed)[number]) => median(timesOf(name));
  /** Each run is compared with the floor of its own round. */
  const floors = (name: (typeof timed)[number]) =>
    median(timesOf(name).map((time, round) => time / (timesOf('floor')[round] ?? NaN)));
  const bytes = (name: (typeof weighed)[number]) => median(memory.get(name) ?? []);
  const row = (title: string, name: (typeof weighed)[number]) => [
    title,
    milliseconds(name).toFixed(1),
    floors(name).toFixed(2),
    ...(name === 'floor'
      ? ['', '']
      : [
          (milliseconds('loading') - milliseconds('node')).toFixed(1),
          (milliseconds(name) - milliseconds('loading')).toFixed(1),
        ]),
    (bytes(name) / 1024 ** 2).toFixed(1),
    (bytes(name) / bytes('floor')).toFixed(2),
  ];
  const sizes = distBytes();
  const archive = archiveBytes();
  return [
    table(
      ['', 'ms', 'floors', 'loading, ms', 'working, ms', 'peak memory, MiB', 'floors'],
      [
        row('floor: one POST by `node:http`', 'floor'),
        row('step, explicit `runner-ip`', 'step'),
        row('step, `runner-ip: auto`', 'auto'),
        row('post step', 'post'),
      ],
    ),
    `Medians of ${RUNS} interleaved runs against a server on the same machine; the floors are medians of the ratios to the floor of the same round. Node itself takes ${milliseconds('node').toFixed(1)} ms of each.\n`,
    table(
      ['what a runner downloads', 'bytes'],
      [
        ...(archive === undefined ? [] : [['the archive (`git archive`)', archive]]),
        ...sizes.map(([name, size]) => [`\`${name}\``, size]),
      ],
    ),
    `Measured on: ${machine()}.\n`,
  ].join('\n');
}

function writeDocument(text: string): void {
  const path = pathOf('../docs/performance.md');
  const old = readFileSync(path, 'utf8');
  const [start, end] = ['<!-- bench:start -->', '<!-- bench:end -->'];
  const from = old.indexOf(start);
  const to = old.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no ${start} and ${end}`);
  writeFileSync(path, `${old.slice(0, from + start.length)}\n\n${text}\n${old.slice(to)}`);
}

function isLoopback(message: unknown): message is Loopback {
  return typeof message === 'object' && message !== null && 'origins' in message;
}

const server = fork(pathOf('loopback.ts'));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const started: readonly unknown[] = await once(server, 'message');
  const [message] = started;
  if (!isLoopback(message)) throw new Error('the server did not start');
  const text = measure(message.origins, folder);
  console.log(text);
  if (options.write) writeDocument(text);
} finally {
  server.kill();
  rmSync(folder, { recursive: true });
}
