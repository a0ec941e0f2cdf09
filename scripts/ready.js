// Before a command: says in one line what is missing. With `dist`, for the commands that run dist/, also whether that is stale.
// Plain JavaScript without packages, because it has to run on any Node, before npm ci.
import { existsSync } from 'node:fs';

/** The oldest Node that Jest loads all packages on. */
const NODE = '24.9.0';

async function whatIsMissing() {
  if (!existsSync('node_modules/.package-lock.json')) {
    return 'The packages are not installed. Run: npm ci';
  }
  const { node } = process.versions;
  if (node.localeCompare(NODE, 'en', { numeric: true }) < 0) {
    return `Node ${NODE} or later is needed, and this is ${node}. npm ci has brought none for ${process.platform} ${process.arch}. Install one: https://nodejs.org`;
  }
  if (process.argv[2] === 'dist') {
    const { isDistStale } = await import('./sources.ts');
    if (isDistStale('.')) return 'dist/ was built from other sources. Run: npm run build';
  }
  return undefined;
}

const missing = await whatIsMissing();
if (missing !== undefined) {
  console.error(missing);
  process.exitCode = 1;
}
