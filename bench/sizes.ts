import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { table } from './numbers.ts';

/** What a runner downloads. */
interface Sizes {
  /** The compressed archive, in bytes. Nothing where git is absent. */
  readonly archive: number | undefined;
  /** The files of `dist/` that are in the archive, in bytes. */
  readonly dist: readonly (readonly [name: string, bytes: number])[];
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** The sizes as they are: `dist/` as it is on disk, the archive as the next commit gives it. */
export function readSizes(): Sizes {
  return {
    archive: archiveBytes(),
    dist: readdirSync(`${root}/dist`)
      // .gitattributes keeps it out of the archive.
      .filter((name) => name !== 'sources.sha256')
      .sort()
      .map((name) => [`dist/${name}`, statSync(`${root}/dist/${name}`).size]),
  };
}

function archiveBytes(): number | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: root,
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    return git('archive', '--format=tar.gz', git('write-tree').toString().trim()).length;
  } catch {
    // Not everybody has git, or the history.
    return undefined;
  }
}

/** By how many bytes the archive may grow before the limit in the document is wrong, when it is written. */
const ROOM = 250;

/** Whether the archive of so many bytes is what the document means with "at most `limit` KB". */
function fits(limit: number, archive: number): boolean {
  return (limit - 2) * 1000 < archive && archive <= limit * 1000;
}

/**
 * The table of the sizes. The archive's size changes by a few bytes with the time and with the version of git, so the
 * table names a limit in whole KB. It keeps the limit of the `old` table where that is still right.
 */
export function sizesTable({ archive, dist }: Sizes, old: string): string {
  const stated = /at most (\d+) KB/.exec(old)?.[1];
  const limit =
    stated !== undefined && (archive === undefined || fits(Number(stated), archive))
      ? stated
      : archive !== undefined && Math.ceil((archive + ROOM) / 1000);
  return table(
    ['what a runner downloads', 'bytes'],
    [
      ...(limit === false ? [] : [['the archive, compressed', `at most ${limit} KB`]]),
      ...dist.map(([name, bytes]) => [`\`${name}\``, bytes]),
    ],
  );
}
