// Makes dist/, or the folder that is given, from src/: the same sources give the same bytes.
import { execFileSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  ...['build', 'build/index.js', '--out', dist],
  ...['--no-cache', '--quiet', '--stats-out', 'build/stats.json'],
);
writeFileSync(join(dist, 'package.json'), '{\n  "type": "commonjs"\n}\n');

interface Stats {
  readonly modules: readonly { readonly id: number | null; readonly name: string }[];
}
interface Manifest {
  readonly name: string;
  readonly license: string;
}

// What a dynamic import loads alone is in a file of its own: `@actions/github`, which no job loads on the way to its token.
const githubFile = join(dist, 'github.js');
const files = [bundleFile, githubFile];
const [chunk = '', ...more] = globSync('*.index.js', { cwd: dist });
if (more.length > 0) throw new Error(`The bundle has ${more.length + 1} chunks, not one.`);
renameSync(join(dist, chunk), githubFile);
let github = readFileSync(githubFile, 'utf8');
let bundle = readFileSync(bundleFile, 'utf8');
bundle = replaceOnce(bundle, '"" + chunkId + ".index.js"', '"github.js"');
// A reader of the bundle sees which file each block is from. webpack names the ES modules only, so this names the others.
const { modules } = JSON.parse(readFileSync('build/stats.json', 'utf8')) as Stats;
for (const { id, name } of modules) {
  const [file = ''] = name.split(' + ');
  if (id === null || !/^\.\/(?:node_modules|stubs)\//.test(file)) continue;
  const [head, named] = [`/***/ ${id}:\n`, `/***/ ${id}: // COMMONJS MODULE: ${file}\n`];
  if (github.includes(head)) github = replaceOnce(github, head, named);
  else bundle = replaceOnce(bundle, head, named);
}
writeFileSync(bundleFile, bundle);
writeFileSync(githubFile, github);

// terser removes what the packages have and the action never calls, and all comments except those that name the module:
// a sixth of what every job downloads. Names and lines stay, so that the bundle can be read. Loading a module, making an
// object and reading a member count as doing nothing by themselves. So what a package loads and makes and nobody uses goes,
// too, and takes no time of each job: the summary of `@actions/core` with Node's `fs.promises`, and the client of
// `@actions/http-client`.
const nothing = 'pure_getters,pure_new,pure_funcs=[require,__nccwpck_require__]';
for (const file of files) {
  run(
    ...['node_modules/terser/bin/terser', file, '--output', file],
    ...['--compress', `defaults=false,dead_code,passes=3,side_effects,unused,${nothing}`],
    ...['--beautify', 'beautify=true,indent_level=2'],
    ...['--comments', '/^ (CONCATENATED|COMMONJS) MODULE:/'],
  );
}

// terser cannot tell which modules of a package are still asked for. Those that the bundle does not name go to the file that
// names them, such as the client of `@actions/http-client`, or go altogether.
const asksFor = (file: string, id: string) => new RegExp(`_require__.*\\b${id}\\b`).test(file);
bundle = readFileSync(bundleFile, 'utf8');
github = readFileSync(githubFile, 'utf8');
for (let before = ''; before !== bundle;) {
  before = bundle;
  bundle = bundle.replace(/^ {4}(\d+): .*\n(?:(?! {4}\d+: | {2}\}).*\n)*/gm, (block, id: string) => {
    if (asksFor(before, id)) return block;
    const head = 'exports.modules = {\n';
    if (asksFor(github, id)) github = replaceOnce(github, head, `${head}${block.replace(/,?\n$/, ',\n')}`);
    return '';
  });
}
writeFileSync(bundleFile, bundle);
writeFileSync(githubFile, github);

// ncc would tell the licenses of one file alone.
const packages = new Set<string>();
for (const file of files) {
  const blocks = readFileSync(file, 'utf8').matchAll(/MODULE: \.\/(node_modules\/(?:@[^/]+\/)?[^/]+)/g);
  for (const [, folder = ''] of blocks) packages.add(folder);
}
const licenses = [...packages].sort().map((folder) => {
  const { name, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const file = readdirSync(folder).find((entry) => entry.startsWith('LICENSE'));
  if (file === undefined) throw new Error(`${name} has no LICENSE.`);
  return `${name}\n${license}\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
});
writeFileSync(join(dist, 'licenses.txt'), licenses.join('\n'));

// What `action.yml` names: a program for each export of the bundle.
for (const program of Object.keys(createRequire(import.meta.url)(resolve(bundleFile)) as object)) {
  writeFileSync(
    join(dist, `${program}.js`),
    `'use strict';

// Of the threads of the pool, look-ups get half, and one that hangs keeps its thread. Four are too few for eToro and the
// address services. (On Windows, this comes too late.)
process.env.UV_THREADPOOL_SIZE = '16';
// Before Node 22.15, a process cannot end while a look-up hangs. So none hangs for long: the action tries again itself.
if (!process.execve) process.env.RES_OPTIONS ||= 'timeout:2 attempts:1';
// First of all, because Node then reads the root certificates in another thread while it loads the rest.
require('https');
require('./index.js').${program}();
`,
  );
}

writeDigest('.', dist);
