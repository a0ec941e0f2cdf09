import { hash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { SECOND, startBudget, type Clock } from '../time/clock.ts';

/** How long a step that is told to stop may clean up, and how long the system may take to end it after that. */
const LONGEST = [
  ['SIGINT', 7.5 * SECOND],
  ['SIGKILL', SECOND],
] as const;

/** Identifies one process on Linux, so that no other process is taken for it. */
export interface ProcessId {
  readonly pid: number;
  /** The machine since its last start, the container on it, when the process was started, and its program. */
  readonly identity: string;
}

/** This process. A system that does not tell gives no identity: only Linux has container jobs. */
export function thisProcess(): ProcessId {
  return { pid: process.pid, identity: identityOf(process.pid) ?? '' };
}

/**
 * Stops the step that a note names, if it still runs: in a container job, the runner's signals do not reach it. It is asked
 * to stop, so that it cleans up, and killed when it does not. A process that is not certainly this step is left alone.
 */
export async function stopStep({ pid, identity }: ProcessId, clock: Clock): Promise<void> {
  const isRunning = () => identityOf(pid) === identity;
  for (const [signal, longest] of LONGEST) {
    if (!isRunning()) return;
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by now, or belongs to another user.
      return;
    }
    const budget = startBudget(longest, clock);
    while (isRunning() && budget.remaining() > 0) {
      await clock.sleep(SECOND / 20, new AbortController().signal);
    }
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function identityOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const container = readlinkSync('/proc/self/ns/pid');
    // The name of the program, in parentheses, may hold anything. What follows are the fields from the third on.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    const [state, ...fields] = stat.split(' ');
    // A process that has ended and was not collected yet is over.
    if (state === 'Z') return undefined;
    const program = hash('sha256', readFileSync(`/proc/${pid}/cmdline`));
    return `${boot} ${container} ${fields[18]} ${program.slice(0, 16)}`;
  } catch {
    return undefined;
  }
}
