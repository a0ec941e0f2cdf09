// Before a command: says in one line what is missing. With `dist`, for the commands that run dist/, also whether that is stale.
// Plain JavaScript without packages, because it has to run on any Node, before npm ci.
import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';

/** The oldest Node that Jest loads all packages on. */
const NODE = '24.9.0';

const { platform, arch } = process;
const isWindows = platform === 'win32';
/** The Node that npm ci has brought, and what the scripts in package.json call. */
const brought = `node_modules/node-${isWindows ? 'win' : platform}-${arch}/bin/node${isWindows ? '.exe' : ''}`;
const link = `node_modules/.bin/node${isWindows ? '.cmd' : ''}`;

// npm 10 makes this link, and removes it again when it cleans up after the packages for other platforms.
if (!existsSync(link) && existsSync(brought)) {
  if (isWindows) writeFileSync(link, `@"%~dp0..\\..\\${brought}" %*\r\n`);
  else symlinkSync(`../../${brought}`, link);
  const { status, error } = spawnSync(brought, process.argv.slice(1), { stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 1;
} else {
  const missing = await whatIsMissing();
  if (missing !== undefined) {
    console.error(missing);
    process.exitCode = 1;
  }
}

async function whatIsMissing() {
  if (!existsSync('node_modules/.package-lock.json')) {
    return 'The packages are not installed. Run: npm ci';
  }
  const { node } = process.versions;
  if (node.localeCompare(NODE, 'en', { numeric: true }) < 0) {
    return `Node ${NODE} or later is needed, and this is ${node}. npm ci has brought none for ${platform} ${arch}. Install one: https://nodejs.org`;
  }
  if (process.argv[2] === 'dist') {
    const { isDistStale } = await import('./sources.ts');
    if (isDistStale('.')) return 'dist/ was built from other sources. Run: npm run build';
  }
  return undefined;
}
