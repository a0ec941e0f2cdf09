import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { withTables } from '../scripts/readme-tables.ts';
import { RefusedCall, type Call } from '../src/etoro/errors.ts';
import { explain } from '../src/explain.ts';

const read = (path: string) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
const folded = (text: string) => text.replace(/\s+/g, ' ');

const documents = globSync('*.md');
const examples = globSync('examples/*.yml');
const readme = read('README.md');
const action = load(read('action.yml')) as {
  inputs: Record<string, { required?: boolean }>;
  outputs: Record<string, unknown>;
};
const packageJson = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
> & { version: string };

describe('the README', () => {
  test('has the tables that action.yml gives', () => {
    expect(withTables(readme, read('action.yml'))).toBe(readme);
    for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)]) {
      expect(readme).toContain(`| \`${name}\` |`);
    }
  });

  test('keeps Windows line ends when the tables are written anew', () => {
    const windows = readme.replaceAll('\n', '\r\n');
    expect(withTables(windows, read('action.yml'))).toBe(windows);
  });

  test('quotes what the step advises, for every error code', () => {
    const call: Call = { purpose: 'create', requestId: '' };
    const rows = [...readme.matchAll(/^\| `(\w+)` \((\d{3})\).*$/gm)];
    for (const [row, errorCode, status] of rows) {
      const error = new RefusedCall({ status: Number(status), errorCode }, call);
      const [, advice = ''] = explain(error).split('(request id ). ');
      expect(row).toContain(`| ${advice} |`);
    }
    // The codes that the source knows, and those that speak by their status.
    const known = [...read('src/explain.ts').matchAll(/^ {4}([A-Z]\w+):/gm)].map(
      ([, code]) => code,
    );
    expect(known.length).toBeGreaterThan(5);
    expect(rows.map(([, code]) => code).sort()).toEqual(
      [...known, 'Unauthorized', 'NotFound', 'UnhandledException'].sort(),
    );
  });

  test('quotes messages that the source has', () => {
    const source = globSync('src/**/*.ts').map(read).join('\n');
    const [, others = ''] = readme.split('Other messages:');
    const quoted = [...others.matchAll(/^- \*\*`([^`]+)`\*\*/gm)].map(
      ([, message = '']) => message,
    );
    expect(quoted.length).toBeGreaterThan(4);
    for (const message of quoted) {
      // What differs from run to run is a template in the source.
      const parts = message
        .split(/…|\$\{\{.*?\}\}|api-key|\d+[hms]+|behind/)
        .map((part) => part.trim())
        .filter((part) => part.length > 3);
      for (const part of parts) expect(source).toContain(part);
    }
  });

  test('names every dependency', () => {
    const [, section = ''] = readme.split('### Dependencies');
    for (const name of Object.keys({
      ...packageJson.dependencies,
      ...packageJson.devDependencies,
    })) {
      expect(section).toContain(`\`${name}\``);
    }
  });
});

describe('every document', () => {
  test.each(documents)('%s links to what is there', (path) => {
    const headings = (file: string) =>
      [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
    for (const [, target = ''] of read(path).matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith('https:')) continue;
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path : join(dirname(path), file);
      expect(existsSync(linked)).toBe(true);
      if (anchor !== undefined) expect(headings(linked)).toContain(anchor);
    }
  });

  test.each([...documents, '.github/pull_request_template.md'])(
    '%s names commands that are there',
    (path) => {
      for (const [, script = ''] of read(path).matchAll(/\bnpm run ([\w:-]+)/g)) {
        expect(Object.keys(packageJson.scripts)).toContain(script);
      }
      for (const [, script = ''] of read(path).matchAll(/\bnode (\S+\.ts)/g)) {
        expect(existsSync(script)).toBe(true);
      }
    },
  );
});

test('the map in CONTRIBUTING.md is that of src/', () => {
  const [, map = ''] = read('CONTRIBUTING.md').split('## The map');
  for (const path of globSync('src/**/*.ts')) {
    const file = path.replaceAll('\\', '/');
    const [, folder, name = ''] = /^src\/(?:(\w+)\/)?(.+)$/.exec(file) ?? [];
    expect(map).toContain(folder === undefined ? `\`${file}\`` : `\`${name}\``);
  }
  for (const [, file = ''] of map.matchAll(/`(src\/[^`]+\.ts)`/g))
    expect(existsSync(file)).toBe(true);
});

describe('every example', () => {
  test.each(examples)('%s is linked, and uses inputs and outputs that are there', (path) => {
    const file = path.replaceAll('\\', '/');
    expect(readme).toContain(`(${file})`);
    expect(read(path)).toMatch(/^# /);
    const workflow = load(read(path)) as {
      jobs: Record<string, { steps: { uses?: string; with?: Record<string, string> }[] }>;
    };
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    for (const step of steps.filter(({ uses }) => uses?.startsWith('OWNER/REPO@'))) {
      const given = Object.keys(step.with ?? {});
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(given));
      for (const [name, { required }] of Object.entries(action.inputs)) {
        if (required) expect(given).toContain(name);
      }
    }
    for (const [, output = ''] of read(path).matchAll(/steps\.etoro\.outputs\.([\w-]+)/g)) {
      expect(Object.keys(action.outputs)).toContain(output);
    }
  });
});

test('the changelog has notes for the version in package.json', () => {
  const { version } = packageJson;
  const notes = execFileSync(process.execPath, ['scripts/release-notes.ts', version], {
    encoding: 'utf8',
  });
  expect(folded(notes).length).toBeGreaterThan(50);
  expect(notes).not.toContain('## [');
});
