// Makes dist/ from src/: the same sources give the same bytes.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { writeDigest } from './sources.ts';

const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' });

/** Replaces the one place where a text stands, or fails: then a package is not what this script was written for. */
function replaceOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`The bundle has "${from}" ${text.split(from).length - 1} times, not once.`);
  }
  return before + to + after;
}

for (const folder of ['build', 'dist']) rmSync(folder, { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json');
// Without "type": "module", ncc makes a CommonJS bundle, which starts faster: an ES import of node:http loads all of its
// lazy parts.
writeFileSync('build/package.json', '{}\n');
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  ...['build', 'build/index.js', '--out', 'dist', '--license', 'licenses.txt'],
  ...['--no-cache', '--quiet', '--stats-out', 'build/stats.json'],
);
writeFileSync('dist/package.json', '{\n  "type": "commonjs"\n}\n');

interface Stats {
  readonly modules: readonly { readonly id: number | null; readonly name: string }[];
}

let bundle = readFileSync('dist/index.js', 'utf8');
// A reader of the bundle sees which file each block is from. webpack names the ES modules only, so this names the others.
const { modules } = JSON.parse(readFileSync('build/stats.json', 'utf8')) as Stats;
for (const { id, name } of modules) {
  if (id === null || !name.startsWith('./node_modules/')) continue;
  bundle = replaceOnce(bundle, `/***/ ${id}:\n`, `/***/ ${id}: // COMMONJS MODULE: ${name}\n`);
}
writeFileSync('dist/index.js', bundle);

// terser removes what the packages have and the action never calls, and all comments except those that name the module:
// a sixth of what every job downloads. Names and lines stay, so that the bundle can be read. Loading a module, making an
// object and reading a member count as doing nothing by themselves. So what a package loads and makes and nobody uses goes,
// too, and takes no time of each job: the summary of `@actions/core` with Node's `fs.promises`, and the client of
// `@actions/http-client`.
const nothing = 'pure_getters,pure_new,pure_funcs=[require,__nccwpck_require__]';
run(
  ...['node_modules/terser/bin/terser', 'dist/index.js', '--output', 'dist/index.js'],
  ...['--compress', `defaults=false,dead_code,passes=3,side_effects,unused,${nothing}`],
  ...['--beautify', 'beautify=true,indent_level=2'],
  ...['--comments', '/^ (CONCATENATED|COMMONJS) MODULE:/'],
);

// terser cannot tell which modules of a package are still asked for. Those that no other one names go, such as `tunnel`, which
// belongs to the client of `@actions/http-client`.
const read = () => readdirSync('dist').map((name) => readFileSync(`dist/${name}`, 'utf8'));
for (let all = '', before = ' '; all !== before;) {
  before = all;
  all = read().join('');
  const pruned = readFileSync('dist/index.js', 'utf8').replace(
    /^ {4}(\d+): .*\n(?:(?! {4}\d+: | {2}\}).*\n)*/gm,
    (block, id: string) => (new RegExp(`__nccwpck_require__.*\\b${id}\\b`).test(all) ? block : ''),
  );
  writeFileSync('dist/index.js', pruned);
}

// What `action.yml` names: a program for each export of the bundle.
for (const program of Object.keys(createRequire(import.meta.url)('../dist/index.js') as object)) {
  writeFileSync(
    `dist/${program}.js`,
    `'use strict';

// Of the threads of the pool, look-ups get half, and one that hangs keeps its thread. Four are too few for eToro and the
// address services. (On Windows, this comes too late.)
process.env.UV_THREADPOOL_SIZE ||= '16';
// Before Node 22.15, a process cannot end while a look-up hangs. So none hangs for long: the action tries again itself.
if (!process.execve) process.env.RES_OPTIONS ||= 'timeout:2 attempts:1';
// First of all, because Node then reads the root certificates in another thread while it loads the rest.
require('https');
require('./index.js').${program}();
`,
  );
}

writeDigest('.');
