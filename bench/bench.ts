// What the action costs: the step and the post step against the least that a Node program can cost, on this machine and
// with eToro some milliseconds away.
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseKeyValues } from '../sandbox/runner-files.ts';
import { integer, readCommandLine } from './command-line.ts';
import { withSection } from './document.ts';
import type { Place } from './listen.ts';
import { median, table } from './numbers.ts';
import { monotonicNow, phasesOf, type Connection, type Phases } from './phases.ts';
import type { RelaysReady, RelaysWanted } from './relay.ts';
import type { ConnectionsMade, ServersReady } from './servers.ts';

const options = readCommandLine(
  `Usage: npm run bench -- [options]

Measures the step and the post step in dist/ over TLS, beside a bare script that sends the same one request (the floor):
the time and where it goes, with eToro and the address services at several distances, and peak memory.

  --runs N     how often each program runs at each distance (30)
  --rtt LIST   the round trips in milliseconds, separated by commas (0,20,60,150)
  --write      put the result into docs/performance.md
  --help       print this

Example: npm run bench -- --runs 10 --rtt 0,60`,
  () => {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '30' },
        rtt: { type: 'string', default: '0,20,60,150' },
        write: { type: 'boolean', default: false },
      },
    });
    const runs = integer('runs', values.runs);
    if (runs === 0) throw new Error('--runs takes at least 1');
    return { ...values, runs, rtt: values.rtt.split(',').map((text) => integer('rtt', text)) };
  },
);
const WARM_UP_RUNS = 3;
const MEMORY_RUNS = 10;
/** How much further away than the others the slow service is, in milliseconds. */
const SLOW = 500;

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const document = pathOf('../docs/performance.md');
const portfolioId = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

const titles = {
  floor: 'floor: one POST by `node:https`',
  step: 'step, explicit `runner-ip`',
  auto: 'step, `runner-ip: auto`',
  slow: `step, \`auto\`, one service ${SLOW} ms slower`,
  post: 'post step',
} as const;
type Name = keyof typeof titles;
const names: readonly Name[] = ['floor', 'step', 'auto', 'slow', 'post'];

/** How much more than the floor a program may take: as a ratio on this machine, in round trips at a distance. */
const goals: Readonly<Partial<Record<Name, { floors?: number; trips?: number }>>> = {
  step: { floors: 1.2, trips: 0.2 },
  auto: { trips: 1.5 },
  slow: { trips: 1.5 },
  post: { floors: 1.12 },
};

interface Program {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Places {
  readonly etoro: Place;
  readonly services: readonly Place[];
  /** The third of the services, further away. */
  readonly slow: Place;
}

const urlOf = ({ host, port }: Place) => `https://${host}:${port}`;

/** The programs, as a runner would start them. */
function programsFor({ etoro, services, slow }: Places, folder: string): Record<Name, Program> {
  const fileOf = (name: string) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    return path;
  };
  const ask = (asked: readonly Place[]) => ({
    'INPUT_RUNNER-IP': 'auto',
    'INPUT_IP-SERVICES': asked.map((service) => `${urlOf(service)}/ip`).join(' '),
  });
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
    NODE_EXTRA_CA_CERTS: pathOf('../__tests__/fixtures/test-only-ca.cert.pem'),
    ...(process.env['SystemRoot'] !== undefined && { SystemRoot: process.env['SystemRoot'] }),
    'INPUT_API-KEY': 'bench-api-key-4f1d8a26c07be93557d2a84e6b9013cf',
    'INPUT_USER-KEY': 'bench-user-key-b82e5f0397ac46d1e05c7d9a1f3648be0a7725c1',
    'INPUT_PORTFOLIO-ID': portfolioId,
    INPUT_SCOPES: 'demo:read, demo:write',
    'INPUT_RUNNER-IP': '20.102.38.7',
    'INPUT_API-URL': urlOf(etoro),
  };
  const floorEnv = {
    FLOOR_URL: `${urlOf(etoro)}/api/v1/agent-portfolios/${portfolioId}/user-tokens`,
    FLOOR_BODY: JSON.stringify({
      userTokenName: 'gha-octo-org-trading-bot-1234567890-1-0123456789ab',
      scopeIds: [201, 203],
      ipsWhitelist: ['20.102.38.7'],
      expiresAt: '2026-12-31T23:59:59Z',
    }),
  };
  const main = pathOf('../dist/main.js');
  const step = { file: main, env };
  // What the step leaves to the post step is the step's own affair.
  run(step);
  const state = parseKeyValues(readFileSync(env.GITHUB_STATE, 'utf8'));
  const stateEnv = Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
  return {
    floor: { file: pathOf('floor.cjs'), env: { ...env, ...floorEnv } },
    step,
    auto: { file: main, env: { ...env, ...ask(services) } },
    slow: { file: main, env: { ...env, ...ask([...services.slice(0, 2), slow]) } },
    post: { file: pathOf('../dist/post.js'), env: { ...env, ...stateEnv } },
  };
}

/** Runs a program to its end. What it prints tells whether it did its work. */
function run({ file, env }: Program, nodeArgs: readonly string[] = []) {
  const start = monotonicNow();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs, file], {
    env,
    encoding: 'utf8',
  });
  const end = monotonicNow();
  if (status !== 0 || stdout.includes('::warning') || stderr !== '') {
    throw new Error(`${file} ended with ${String(status)}:\n${stdout}${stderr}`);
  }
  return { start, end };
}

/** The peak memory of a program, in MiB. */
function peakMemory(program: Program, folder: string): number {
  const result = join(folder, 'peak-memory');
  const env = { ...program.env, PEAK_MEMORY_FILE: result };
  run({ ...program, env }, ['--require', pathOf('peak-memory.cjs')]);
  return Number(readFileSync(result, 'utf8')) / 1024;
}

/**
 * Runs all programs in turn, again and again: what slows down the machine slows down all of them. Each round begins with
 * another program, because each runs in the wake of the one before.
 */
async function interleaved<Key extends string, Result>(
  keys: readonly Key[],
  rounds: number,
  measure: (key: Key) => Result | Promise<Result>,
): Promise<ReadonlyMap<Key, readonly Result[]>> {
  const results = new Map<Key, Result[]>(keys.map((key) => [key, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % keys.length;
    for (const key of [...keys.slice(first), ...keys.slice(0, first)]) {
      results.get(key)?.push(await measure(key));
    }
  }
  return results;
}

/** Asks another process, and waits for its answer. */
async function ask<Answer>(
  child: ChildProcess,
  message: object,
  isAnswer: (answer: unknown) => answer is Answer,
): Promise<Answer> {
  const answered = once(child, 'message');
  child.send(message);
  return checked(await answered, isAnswer);
}

function checked<Answer>([answer]: readonly unknown[], isAnswer: (answer: unknown) => answer is Answer): Answer {
  if (!isAnswer(answer)) throw new Error('a process of the benchmark answers something else');
  return answer;
}

const has = (name: string, value: unknown) => typeof value === 'object' && value !== null && name in value;
const isServersReady = (value: unknown): value is ServersReady => has('services', value);
const isRelaysReady = (value: unknown): value is RelaysReady => has('places', value);
const isConnectionsMade = (value: unknown): value is ConnectionsMade => has('connections', value);

interface Measured {
  readonly roundTripMs: number;
  readonly times: ReadonlyMap<Name, readonly number[]>;
  readonly phases: ReadonlyMap<Name, readonly Phases[]>;
}

async function measureAt(
  roundTripMs: number,
  programs: Record<Name, Program>,
  takeConnections: () => Promise<readonly Connection[]>,
): Promise<Measured> {
  const measure = async (name: Name) => {
    const ran = run(programs[name]);
    const slowMs = name === 'slow' ? SLOW : 0;
    const phases = phasesOf(ran, await takeConnections(), (server) => roundTripMs + (server === 3 ? slowMs : 0));
    return { time: ran.end - ran.start, phases };
  };
  await takeConnections();
  await interleaved(names, WARM_UP_RUNS, measure);
  const results = [...(await interleaved(names, options.runs, measure))];
  return {
    roundTripMs,
    times: new Map(results.map(([name, runs]) => [name, runs.map(({ time }) => time)])),
    phases: new Map(results.map(([name, runs]) => [name, runs.map(({ phases }) => phases)])),
  };
}

function timesTable(all: readonly Measured[]): string {
  return table(
    ['', 'round trip, ms', 'ms', 'floors', 'round trips more', 'goal', 'reached'],
    all.flatMap(({ roundTripMs, times }) => {
      const floor = times.get('floor') ?? [];
      return names.map((name) => {
        const own = times.get(name) ?? [];
        // Each run is compared with the floor of its own round.
        const floorOf = (round: number) => floor[round] ?? NaN;
        const floors = median(own.map((time, round) => time / floorOf(round)));
        const trips = median(own.map((time, round) => time - floorOf(round))) / roundTripMs;
        const isFar = roundTripMs > 0;
        const most = isFar ? goals[name]?.trips : goals[name]?.floors;
        const goal = most === undefined ? '' : `≤ ${most} ${isFar ? 'round trips' : 'floors'}`;
        return [
          titles[name],
          roundTripMs,
          median(own).toFixed(1),
          floors.toFixed(2),
          isFar && name !== 'floor' ? trips.toFixed(2) : '',
          goal,
          most === undefined ? '' : (isFar ? trips : floors) <= most ? 'yes' : 'no',
        ];
      });
    }),
  );
}

function phasesTable(all: readonly Measured[]): string {
  const columns = ['load', 'address', 'connect', 'request', 'rest'] as const;
  return table(
    ['', 'round trip, ms', ...columns.map((column) => `${column}, ms`)],
    all.flatMap(({ roundTripMs, phases }) =>
      names.map((name) => [
        titles[name],
        roundTripMs,
        ...columns.map((column) => median((phases.get(name) ?? []).map((own) => own[column])).toFixed(1)),
      ]),
    ),
  );
}

function memoryTable(memory: ReadonlyMap<Name, readonly number[]>): string {
  const peak = (name: Name) => median(memory.get(name) ?? []);
  return table(
    ['', 'peak memory, MiB', 'floors'],
    (['floor', 'step', 'auto', 'post'] as const).map((name) => [
      titles[name],
      peak(name).toFixed(1),
      (peak(name) / peak('floor')).toFixed(2),
    ]),
  );
}

function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${processors.length} cores, ${platform()} ${arch()}, Node ${process.version}`;
}

async function measureAll(): Promise<string> {
  const servers = fork(pathOf('servers.ts'));
  const relay = fork(pathOf('relay.ts'));
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const near = checked(await once(servers, 'message'), isServersReady);
    const nearest = [near.etoro, ...near.services];
    const takeConnections = async () => (await ask(servers, {}, isConnectionsMade)).connections;
    /** The servers at a distance, each on a host of its own. */
    const placesAt = async (roundTripMs: number): Promise<Places> => {
      const relays = nearest.map((to) => ({ host: to.host, to, roundTripMs }));
      const last = relays.slice(-1).map((one) => ({ ...one, roundTripMs: roundTripMs + SLOW }));
      const wanted = { relays: [...relays, ...last] } satisfies RelaysWanted;
      const { places } = await ask(relay, wanted, isRelaysReady);
      const [etoro, one, two, three, slow] = places;
      if (!etoro || !one || !two || !three || !slow) throw new Error('a relay is missing');
      // Without a distance, there is nothing that a relay would do.
      return roundTripMs === 0 ? { ...near, slow } : { etoro, services: [one, two, three], slow };
    };

    const all: Measured[] = [];
    let memory: ReadonlyMap<Name, readonly number[]> = new Map();
    for (const roundTripMs of options.rtt) {
      const programs = programsFor(await placesAt(roundTripMs), folder);
      all.push(await measureAt(roundTripMs, programs, takeConnections));
      if (memory.size > 0) continue;
      memory = await interleaved(names, MEMORY_RUNS, (name) => peakMemory(programs[name], folder));
    }
    return [
      timesTable(all),
      `Medians of ${options.runs} interleaved runs. _Floors_ and _round trips more_ are the medians of the ratios and of the differences to the floor of the same round. Measured on: ${machine()}.\n`,
      'Where the time goes:\n',
      phasesTable(all),
      memoryTable(memory),
    ].join('\n');
  } finally {
    servers.kill();
    relay.kill();
    rmSync(folder, { recursive: true });
  }
}

const measured = await measureAll();
console.log(measured);
if (options.write) {
  writeFileSync(document, withSection(readFileSync(document, 'utf8'), 'bench', measured));
}
