import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { load } from 'js-yaml';
import { adviceFor } from '../src/messages/advice.ts';
import { withTables } from '../scripts/readme-tables.ts';
import { refused } from './fakes.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, { steps?: Step[]; 'timeout-minutes'?: number }>>;
}

const read = (path: string) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
const folded = (text: string) => text.replace(/\s+/g, ' ');
const withSlashes = (path: string) => path.replaceAll('\\', '/');
const captures = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, first = '']) => first);

const documents = globSync('{*.md,docs/*.md}').map(withSlashes);
const workflows = globSync('examples/*.yml').map(withSlashes);
const examples = [...workflows, ...globSync('examples/*/action.yml').map(withSlashes)];
const readme = read('README.md');
const action = load(read('action.yml')) as Action;
const revoke = load(read('revoke/action.yml')) as Action;
const ACTION = 'OWNER/REPO';
const actions: Readonly<Record<string, Action>> = { [ACTION]: action, [`${ACTION}/revoke`]: revoke };
const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
>;

/** Checks what a workflow gives to this action and takes from it. */
function checkSteps(steps: readonly Step[], text: string): void {
  const outputs = new Map<string, string[]>();
  for (const { id = '', uses = '', with: inputs = {} } of steps) {
    const used = actions[uses.replace(/@.*$/, '')];
    if (!used) continue;
    outputs.set(id, Object.keys(used.outputs));
    expect(Object.keys(used.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    for (const [name, { required }] of Object.entries(used.inputs)) {
      if (required) expect(Object.keys(inputs)).toContain(name);
    }
  }
  for (const [, id = '', output = ''] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    const known = outputs.get(id);
    if (known) expect(known).toContain(output);
  }
}

describe('the README', () => {
  test('has the tables that both action.yml files give, with the line ends of the checkout', () => {
    const texts = { action: read('action.yml'), revoke: read('revoke/action.yml') };
    for (const checkout of [readme, readme.replaceAll('\n', '\r\n')]) {
      expect(withTables(checkout, texts)).toBe(checkout);
    }
  });

  test('is read in ten minutes, and its first screen has the promise, an example and the picture', () => {
    const written = readme.replace(/(<!-- (\S+):start -->\n)[^]*?(?=<!-- \2:end -->)/g, '$1');
    expect(written.trimEnd().split('\n').length).toBeLessThanOrEqual(180);
    const lines = readme.split('\n');
    expect(lines.slice(0, 5).join('\n')).toContain('Unofficial, not affiliated with eToro');
    const parts = ['revoked when the job ends', '](docs/one-job.svg)', 'runs-on:', 'python bot.py'];
    for (const part of [...parts, '${{ vars.ETORO_PORTFOLIO_ID }}'])
      expect(lines.slice(0, 40).join('\n')).toContain(part);
  });

  test('begins with a whole workflow whose token can only read', () => {
    const [example = ''] = captures(readme, /```yaml\n([^]*?)```/g);
    const { jobs } = load(example) as Workflow;
    const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
    expect(steps.length).toBeGreaterThan(2);
    expect(example).toMatch(/timeout-minutes: 15\n[^]*expires-in: 20m /);
    checkSteps(steps, example);
    expect(steps.find(({ uses }) => uses === `${ACTION}@v1`)?.with?.['scopes']).toBe('real:read');
  });
});

test('an input of both actions has the same default in both', () => {
  const names = Object.keys(revoke.inputs).filter((name) => name in action.inputs);
  expect(names.length).toBeGreaterThan(4);
  for (const name of names) {
    const [one, other] = [action, revoke].map(({ inputs }) => inputs[name]);
    expect([name, one?.default, one?.required]).toEqual([name, other?.default, other?.required]);
  }
});

describe('docs/troubleshooting.md', () => {
  const text = read('docs/troubleshooting.md');
  const codes = captures(text, /^\| `(\w+)` \(\d{3}\)/gm);

  test('has a row for every error code that eToro names, and for no other', () => {
    const described = new Set(captures(read('sandbox/openapi.yaml'), /errorCode: (\w+)/g));
    expect(described.size).toBeGreaterThan(10);
    expect([...codes].sort()).toEqual([...described].sort());
  });

  test('gives the advice of the error itself for each code', () => {
    const rows = [...text.matchAll(/^\| `(\w+)` \((\d+)\) \| (.*?) \|/gm)];
    for (const [, code = '', status = '', advice] of rows) {
      expect(advice).toBe(adviceFor(refused(Number(status), code), 'step'));
    }
    expect(rows.map(([, code]) => code)).toEqual(codes);
  });

  test('quotes messages that the source has', () => {
    const source = folded(globSync('src/**/*.ts').map(read).join('\n'));
    const [, section = ''] = text.split('## By message');
    const quoted = captures(section, /^\| `([^`]+)` \|/gm);
    expect(quoted.length).toBeGreaterThan(10);
    expect(quoted.filter((message) => !source.includes(message))).toEqual([]);
  });
});

describe('what documents say of defaults and requirements', () => {
  test('networks.md names the hosts that the defaults of the inputs name', () => {
    const [, table = ''] = /<!-- hosts:start -->([^]*)<!-- hosts:end -->/.exec(read('docs/networks.md')) ?? [];
    const urls = ['api-url', 'ip-services'].flatMap((name) => action.inputs[name]?.default?.split(' ') ?? []);
    expect(captures(table, /^\| `([\w.-]+)`/gm)).toEqual(urls.map((url) => new URL(url).hostname));
  });

  test('the runner that documents ask for is the one that node24 needs', () => {
    for (const { runs } of Object.values(actions)) expect(runs.using).toBe('node24');
    for (const path of ['docs/networks.md', 'docs/troubleshooting.md']) {
      expect(read(path)).toContain('runner 2.327.1 or later');
    }
  });

  test.each([
    ['expires-in', '1h', 'README.md', 'for an hour unless you say otherwise'],
    ['timeout', '5m', 'docs/rate-limits.md', 'the default `timeout` of 5 minutes'],
    ['api-version', 'v1', 'docs/versions.md', '`v1` is the default'],
  ])('the default of %s is %s in %s', (name, value, path, words) => {
    expect(action.inputs[name]?.default).toBe(value);
    expect(folded(read(path))).toContain(words);
  });
});

const withoutCode = (text: string) => text.replace(/^```[^]*?^```/gm, '');
/** The anchors that GitHub gives to the headings of a file. */
const anchors = (file: string) =>
  captures(withoutCode(read(file)), /^#+ (.*)$/gm).map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each([...documents, '.github/pull_request_template.md'])(
  '%s links to what is there, names commands that are there, and in docs/ can be reached from the README',
  (path) => {
    const text = read(path);
    for (const target of captures(withoutCode(text), /\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path : posix.normalize(posix.join(dirname(path), file));
      expect([target, existsSync(linked)]).toEqual([target, true]);
      if (anchor !== undefined) expect(anchors(linked)).toContain(anchor);
    }
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(captures(text, /\bnpm run ([\w:-]+)/g)));
    expect(captures(text, /\bnode (\S+\.ts)/g).filter((file) => !existsSync(file))).toEqual([]);
    if (path.startsWith('docs/')) expect(readme).toContain(`(${path}`);
  },
);

test('CONTRIBUTING.md has the map of src/, and names every dependency', () => {
  const contributing = read('CONTRIBUTING.md');
  const [, src = ''] = /## The map[^]*?^src\/\n((?: .*\n)+)/m.exec(contributing) ?? [];
  const inMap = [...captures(src, /^ {2}(\w+)\//gm), ...captures(src, /(\w+\.ts)\b/g)];
  const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(inMap.sort()).toEqual([...rooms.map(({ name }) => name), ...globSync('*.ts', { cwd: 'src' })].sort());
  const [, section = ''] = contributing.split('## Dependencies');
  const names = Object.keys({ ...dependencies, ...devDependencies });
  expect(captures(section, /`([^`]+)`/g)).toEqual(expect.arrayContaining(names));
});

describe('every example', () => {
  test.each(examples)(
    '%s is linked, says what it is for, names files that are there, and asks for real scopes',
    (path) => {
      const text = read(path);
      expect(readme).toContain(`(${path})`);
      expect(text).toMatch(/^# /);
      const comments = captures(text, /# ?(.*)$/gm).join('\n');
      for (const file of captures(comments, /(?<![\w/.-])([\w-]+(?:\/[\w-]+)*\.(?:md|yml))/g)) {
        expect([file, existsSync(file) || existsSync(join('examples', file))]).toEqual([file, true]);
      }
      const scopes = captures(text, /^ +scopes: (.*)$/gm).join('\n');
      expect(scopes).not.toContain('demo');
      // Where a token trades, the action is pinned by commit.
      const trading = scopes.includes('write') ? captures(text, /uses: (\S+)/g) : [];
      for (const used of trading.filter((name) => name.startsWith(ACTION))) expect(used).toMatch(/@[0-9a-f]{40}$/);
    },
  );

  test.each(workflows)(
    '%s can be started by hand, uses inputs and outputs that are there, and makes tokens that outlive the job',
    (path) => {
      const text = read(path);
      const { on, jobs } = load(text) as Workflow;
      // What follows another workflow is started by that.
      expect(Object.keys(on)).toContainEqual(expect.stringMatching(/^workflow_(?:dispatch|run)$/));
      for (const { steps = [], 'timeout-minutes': timeout = 360 } of Object.values(jobs)) {
        checkSteps(steps, text);
        for (const step of steps.filter(({ uses }) => uses?.startsWith(`${ACTION}@`))) {
          const [, count = '', unit = ''] = /^(\d+)([mh])$/.exec(String(step.with?.['expires-in'] ?? '1h')) ?? [];
          expect(Number(count) * (unit === 'h' ? 60 : 1)).toBeGreaterThan(timeout);
        }
      }
    },
  );

  test('the composite action passes the keys on under their own names', () => {
    const text = read('examples/composite-action/action.yml');
    const { inputs, runs } = load(text) as Action;
    checkSteps(runs.steps, text);
    for (const name of ['api-key', 'user-key']) {
      expect(Object.keys(inputs)).toContain(name);
      expect(runs.steps[0]?.with?.[name]).toBe(`\${{ inputs.${name} }}`);
    }
  });

  test('the AI agent gets a token that can only read, and no user key', () => {
    const text = read('examples/ai-agent.yml');
    expect(captures(text, /^ +scopes: (.*)$/gm)).toEqual(['real:read']);
    expect(captures(text, /(secrets\.ETORO_USER_KEY)/g)).toHaveLength(1);
  });
});

test('no document and no example names one that the changelog does not have', () => {
  const released = captures(read('CHANGELOG.md'), /^## \[(\d\S*)\] - /gm);
  for (const text of [...documents, ...examples].map(read)) {
    const uses = captures(text, new RegExp(`${ACTION}.*[@ ]v(\\d+\\.\\d+\\.\\d+)`, 'g'));
    for (const version of uses) expect(released).toContain(version);
  }
});

test('the check of the attestations in versions.md fails when one file fails', () => {
  const [script = ''] = captures(read('docs/versions.md'), /^(\(\n {2}for file in [^]*?^\)$)/gm);
  const run = (failing: string) =>
    spawnSync('bash', ['-c', `gh() { echo "$3"; [ "$3" != '${failing}' ]; }\n${script}`], { encoding: 'utf8' });
  const { status, stdout } = run('');
  expect(status).toBe(0);
  const files = stdout.trim().split('\n');
  expect(files).toEqual(expect.arrayContaining(['action.yml', 'dist/main.js', 'dist/package.json']));
  for (const file of files) expect(run(file).status).not.toBe(0);
});
