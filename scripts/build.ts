// Makes dist/, or the folder that is given, from src/: the same sources give the same bytes.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { writeDigest } from './sources.ts';

const [dist = 'dist'] = process.argv.slice(2);
const bundleFile = join(dist, 'index.js');

const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' });

/** Replaces the one place where a text stands, or fails: then a package is not what this script was written for. */
function replaceOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`The bundle has "${from}" ${text.split(from).length - 1} times, not once.`);
  }
  return before + to + after;
}

for (const folder of ['build', dist]) rmSync(folder, { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json');
// Without "type": "module", ncc makes a CommonJS bundle, which starts faster: an ES import of node:http loads all of its
// lazy parts.
writeFileSync('build/package.json', '{}\n');
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  ...['build', 'build/index.js', '--out', dist, '--license', 'licenses.txt'],
  ...['--no-cache', '--quiet', '--stats-out', 'build/stats.json'],
);
writeFileSync(join(dist, 'package.json'), '{\n  "type": "commonjs"\n}\n');

interface Stats {
  readonly modules: readonly { readonly id: number | null; readonly name: string }[];
}

let bundle = readFileSync(bundleFile, 'utf8');
// A reader of the bundle sees which file each block is from. webpack names the ES modules only, so this names the others.
const { modules } = JSON.parse(readFileSync('build/stats.json', 'utf8')) as Stats;
for (const { id, name } of modules) {
  if (id === null || !name.startsWith('./node_modules/')) continue;
  bundle = replaceOnce(bundle, `/***/ ${id}:\n`, `/***/ ${id}: // COMMONJS MODULE: ${name}\n`);
}
// The one change of what the code does. `tunnel` is from before `Buffer.from`, and for `new Buffer` Node would print a
// deprecation warning into the log of each job behind a proxy with a password.
bundle = replaceOnce(bundle, 'new Buffer(', 'Buffer.from(');
writeFileSync(bundleFile, bundle);

// terser removes what the packages have and the action never calls, and all comments except those that name the module:
// a sixth of what every job downloads. Names and lines stay, so that the bundle can be read. Loading a module, making an
// object and reading a member count as doing nothing by themselves. So what a package loads and makes and nobody uses goes,
// too, and takes no time of each job: the summary of `@actions/core` with Node's `fs.promises`, and its import of
// `@actions/http-client`, which is loaded with `tunnel` behind a proxy alone.
const nothing = 'pure_getters,pure_new,pure_funcs=[require,__nccwpck_require__]';
run(
  ...['node_modules/terser/bin/terser', bundleFile, '--output', bundleFile],
  ...['--compress', `defaults=false,dead_code,passes=3,side_effects,unused,${nothing}`],
  ...['--beautify', 'beautify=true,indent_level=2'],
  ...['--comments', '/^ (CONCATENATED|COMMONJS) MODULE:/'],
);

// What `action.yml` names: a program for each export of the bundle.
for (const program of Object.keys(createRequire(import.meta.url)(resolve(bundleFile)) as object)) {
  writeFileSync(
    join(dist, `${program}.js`),
    `'use strict';

// First of all, because Node then reads the root certificates in another thread while it loads the rest.
require('https');
require('./index.js').${program}();
`,
  );
}

writeDigest('.', dist);
