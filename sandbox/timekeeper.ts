import { spawn, type ChildProcess } from 'node:child_process';
import { Duplex } from 'node:stream';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The time of a sandbox and of the processes that talk to it: the real one, or a virtual one that they share. */
export interface Timekeeper {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for so many milliseconds. Rejects when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Waits until a condition holds. Rejects when the signal is aborted. */
  readonly until: (condition: () => boolean, signal: AbortSignal) => Promise<void>;
  /** Begins work that takes no time but for its pauses. */
  readonly beginWork: () => Work;
  /** Starts `node` on this time, with pipes for what it prints. */
  readonly spawnNode: (args: readonly string[], options: NodeOptions) => ChildProcess;
}

/** Something that a server does for a client. */
interface Work {
  /** Waits for so many milliseconds. Rejects when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly end: () => void;
}

interface NodeOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** CI tries the programs of dist/ on other versions of Node. Those of the sandbox are TypeScript. */
function nodeFor(args: readonly string[]): string {
  const isAction = args.some((arg) => /[\\/]dist[\\/]\w+\.js$/.test(arg));
  return (isAction ? process.env['ACTION_NODE'] : undefined) ?? process.execPath;
}

/** How often a condition is looked at, in milliseconds of real time. */
const LOOK_EVERY = 5;

/** The machine's time. */
export const realTime: Timekeeper = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal && { signal }),
  async until(condition, signal) {
    while (!condition()) await sleep(LOOK_EVERY, undefined, { signal });
  },
  beginWork: () => ({
    pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }),
    end: () => undefined,
  }),
  spawnNode: (args, options) => spawn(nodeFor(args), args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
};

/** A process that lives on virtual time. */
interface Process {
  readonly tell: (command: string) => void;
  /** Settles when nothing goes on in the process any more, or when it has ended. */
  readonly ask: () => Promise<Process>;
  /** How much went on there until then. */
  readonly activity: () => number;
  /** When its next timer is due. */
  readonly nextAt: () => number | undefined;
}

/** Somebody who waits for a moment. */
interface Sleeper {
  readonly at: number;
  /** Whether time moves for it when no process runs. */
  readonly movesTime: boolean;
  readonly wake: () => void;
}

interface Observer {
  readonly condition: () => boolean;
  readonly tell: () => void;
}

/** How many turns of the event loop show that no byte is left that was sent before. */
const TURNS = 5;

/**
 * Starts a virtual time, from the machine's. It moves only when nothing else can happen: when all its processes wait, and
 * no work is under way. Then it moves to the next moment that somebody waits for, one at a time, so each run has the same
 * order. While no process runs, it moves for `sleep` alone: what a test does between two steps takes no time.
 */
export function startVirtualTime(): Timekeeper {
  let now = Date.now();
  const processes = new Set<Process>();
  const sleepers = new Set<Sleeper>();
  const observers = new Set<Observer>();
  let work = 0;
  /** Counts what changes in this process. */
  let changes = 0;
  let isMoving = false;

  function addSleeper(milliseconds: number, movesTime: boolean, signal?: AbortSignal) {
    return waitIn(sleepers, (wake) => ({ at: now + Math.max(0, milliseconds), movesTime, wake }), signal);
  }

  /** Puts somebody who waits into a set, until he is told or gives up. */
  function waitIn<T>(set: Set<T>, make: (tell: () => void) => T, signal?: AbortSignal) {
    return new Promise<void>((resolve, reject) => {
      const leave = () => {
        changes++;
        set.delete(one);
        signal?.removeEventListener('abort', stop);
      };
      const stop = () => {
        leave();
        reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      const one = make(() => {
        leave();
        resolve();
      });
      changes++;
      set.add(one);
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop);
      start();
    });
  }

  /** What went on until all processes have become quiet. */
  async function round(): Promise<string> {
    await turns();
    const asked = await Promise.all([...processes].map((process) => process.ask()));
    await turns();
    return [changes, ...asked.map((process) => process.activity())].join();
  }

  /** Whether nothing goes on: two rounds see the same. What one party does after its answer shows in the next round. */
  async function isQuiet(): Promise<boolean> {
    const first = await round();
    const second = await round();
    return work === 0 && first === second && !isSending();
  }

  async function step(): Promise<void> {
    while (work > 0) await sleep(1);
    if (!(await isQuiet())) return;
    const observer = [...observers].find(({ condition }) => condition());
    if (observer) {
      observer.tell();
      return;
    }
    const next = [
      ...[...processes].map((process) => ({
        at: process.nextAt() ?? Infinity,
        wake: () => {
          process.tell('run');
        },
      })),
      ...sleepers,
    ].reduce<Pick<Sleeper, 'at' | 'wake'>>((one, other) => (other.at < one.at ? other : one), {
      at: Infinity,
      wake: () => undefined,
    });
    if (next.at === Infinity) {
      await sleep(LOOK_EVERY);
      return;
    }
    if (next.at > now) {
      now = next.at;
      for (const process of processes) process.tell(`time ${now}`);
      // Whoever wakes up may reach a process by another way than its pipe, so all have to know the time by then.
      await round();
    }
    next.wake();
  }

  function start(): void {
    if (isMoving) return;
    isMoving = true;
    void (async () => {
      while (processes.size > 0 || [...sleepers].some(({ movesTime }) => movesTime)) await step();
      isMoving = false;
    })();
  }

  return {
    now: () => now,
    sleep: (milliseconds, signal) => addSleeper(milliseconds, true, signal),
    until: (condition, signal) => waitIn(observers, (tell) => ({ condition, tell }), signal),
    beginWork() {
      const change = (by: number) => {
        changes++;
        work += by;
      };
      change(1);
      return {
        async pause(milliseconds, signal) {
          change(-1);
          try {
            await addSleeper(milliseconds, false, signal);
          } finally {
            change(1);
          }
        },
        end: () => {
          change(-1);
        },
      };
    },
    spawnNode(args, { env, cwd }) {
      const child = spawn(nodeFor(args), ['--require', virtualTimeScript, ...args], {
        env: { ...env, VIRTUAL_TIME: String(now) },
        cwd,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
      const joined = join(child);
      changes++;
      processes.add(joined);
      child.once('close', () => {
        changes++;
        processes.delete(joined);
      });
      start();
      return child;
    },
  };
}

const virtualTimeScript = fileURLToPath(new URL('virtual-time.cjs', import.meta.url));

function join(child: ChildProcess): Process {
  const pipe = child.stdio[3];
  if (!(pipe instanceof Duplex)) throw new Error('the process has no pipe');
  let answered: () => void = () => undefined;
  let activity = 0;
  let nextAt: number | undefined;
  let hasEnded = false;
  // A process that ends breaks its pipe.
  pipe.on('error', () => undefined);
  pipe.setEncoding('utf8').on('data', (answer: string) => {
    const [at, count] = answer.trimEnd().split(' ');
    nextAt = at === '' ? undefined : Number(at);
    activity = Number(count);
    answered();
  });
  for (const event of ['close', 'error'] as const) {
    child.once(event, () => {
      hasEnded = true;
      nextAt = undefined;
      answered();
    });
  }
  const joined: Process = {
    tell: (command) => {
      pipe.write(`${command}\n`);
    },
    ask: () =>
      new Promise((resolve) => {
        answered = () => {
          resolve(joined);
        };
        if (hasEnded) answered();
        else pipe.write('ask\n');
      }),
    activity: () => activity,
    nextAt: () => nextAt,
  };
  return joined;
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}

/** Whether this process connects, looks up, reads a file, or has bytes that are not sent yet. */
function isSending(): boolean {
  return process.getActiveResourcesInfo().some((name) => /Req|ConnectWrap|WriteWrap|ShutdownWrap/.test(name));
}
