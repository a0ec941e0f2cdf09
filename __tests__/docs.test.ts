import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { load } from 'js-yaml';
import { adviceFor } from '../src/messages/advice.ts';
import { refused } from './fakes.ts';
import { picture } from '../scripts/picture.ts';
import { withTables } from '../scripts/readme-tables.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string };
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean>>;
}

interface Job {
  readonly steps?: readonly Step[];
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
const folded = (text: string) => text.replace(/\s+/g, ' ');
const withSlashes = (path: string) => path.replaceAll('\\', '/');
const captures = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, first = '']) => first);

const documents = globSync('{*.md,docs/*.md}').map(withSlashes);
const workflows = globSync('examples/*.yml').map(withSlashes);
const examples = [...workflows, ...globSync('examples/*/action.yml').map(withSlashes)];
const readme = read('README.md');
const action = load(read('action.yml')) as Action;
const revoke = load(read('revoke/action.yml')) as Action;
const actions: Readonly<Record<string, Action>> = {
  'OWNER/REPO': action,
  'OWNER/REPO/revoke': revoke,
};
const packageJson = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
> & { version: string };

/** What eToro's reference names. */
const publishedCodes = [
  'Forbidden',
  'InsufficientPermissions',
  'IpsWhitelistInvalidIp',
  'MaxUserTokensExceeded',
  'NotFound',
  'ScopeIdInvalid',
  'ScopeIdsDuplicateItems',
  'ScopeIdsRequired',
  'ScopeNameNotAllowed',
  'TooManyRequests',
  'Unauthorized',
  'UnhandledException',
  'UserKeyNameAlreadyExists',
  'ValidationFailed',
];

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
  const actionTexts = { action: read('action.yml'), revoke: read('revoke/action.yml') };

  test('has the tables that both action.yml files give', () => {
    expect(withTables(readme, actionTexts)).toBe(readme);
    for (const { inputs, outputs } of Object.values(actions)) {
      for (const name of [...Object.keys(inputs), ...Object.keys(outputs)]) {
        expect(readme).toContain(`| \`${name}\` |`);
      }
    }
  });

  test('keeps Windows line ends when the tables are written again', () => {
    const windows = readme.replaceAll('\n', '\r\n');
    expect(withTables(windows, actionTexts)).toBe(windows);
  });

  test('is read in ten minutes, and its first screen has the promise, an example and the picture', () => {
    const lines = readme.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(180);
    expect(lines.slice(0, 5).join('\n')).toContain('Unofficial, not affiliated with eToro');
    const screen = lines.slice(0, 40).join('\n');
    expect(screen).toContain('revoked when the job ends');
    expect(screen).toContain('](docs/one-job.svg)');
    expect(screen).toContain('runs-on:');
    expect(screen).toContain('python bot.py');
    expect(screen).toContain('${{ vars.ETORO_PORTFOLIO_ID }}');
  });

  test('begins with a whole workflow whose token can only read', () => {
    const [example = ''] = captures(readme, /```yaml\n([^]*?)```/g);
    const { jobs } = load(example) as Workflow;
    const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
    expect(steps.length).toBeGreaterThan(2);
    checkSteps(steps, example);
    expect(steps.find(({ uses }) => uses === 'OWNER/REPO@v1')?.with?.['scopes']).toBe('real:read');
  });

  test('shows a run as it is now', async () => {
    expect(read('docs/one-job.svg')).toBe(await picture());
  });
});

test('an input of both actions has the same default in both', () => {
  const shared = Object.entries(revoke.inputs).filter(([name]) => name in action.inputs);
  expect(shared.map(([name]) => name)).toEqual(
    expect.arrayContaining(['api-key', 'user-key', 'portfolio-id', 'api-url', 'timeout']),
  );
  for (const [name, input] of shared) {
    expect([name, input.default]).toEqual([name, action.inputs[name]?.default]);
    expect([name, input.required]).toEqual([name, action.inputs[name]?.required]);
  }
});

describe('docs/troubleshooting.md', () => {
  const text = read('docs/troubleshooting.md');
  const codes = captures(text, /^\| `(\w+)` \(\d{3}\)/gm);

  test('has a row for every error code that eToro names', () => {
    expect([...codes].sort()).toEqual(publishedCodes);
  });

  test('has a row for every error code that the sandbox knows', () => {
    const described = captures(read('sandbox/openapi.yaml'), /errorCode: (\w+)/g);
    expect(described.length).toBeGreaterThan(15);
    expect(codes).toEqual(expect.arrayContaining(described));
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
    for (const message of quoted) expect(source).toContain(message);
  });
});

describe('what documents say of defaults and requirements', () => {
  test('networks.md names the hosts that the defaults of the inputs name', () => {
    const [, table = ''] =
      /<!-- hosts:start -->([^]*)<!-- hosts:end -->/.exec(read('docs/networks.md')) ?? [];
    const urls = ['api-url', 'ip-services'].flatMap(
      (name) => action.inputs[name]?.default?.split(' ') ?? [],
    );
    expect(captures(table, /^\| `([\w.-]+)`/gm)).toEqual(urls.map((url) => new URL(url).hostname));
  });

  test('the runner that networks.md asks for is the one that node24 needs', () => {
    for (const { runs } of Object.values(actions)) expect(runs.using).toBe('node24');
    expect(read('docs/networks.md')).toContain('runner 2.327.1 or later');
    expect(read('docs/troubleshooting.md')).toContain('runner 2.327.1 or later');
  });

  test('an hour, five minutes and v1 are the defaults', () => {
    expect(action.inputs['expires-in']?.default).toBe('1h');
    expect(readme).toContain('for at most an hour');
    expect(action.inputs['timeout']?.default).toBe('5m');
    expect(folded(read('docs/rate-limits.md'))).toContain('the default `timeout` of 5 minutes');
    expect(action.inputs['api-version']?.default).toBe('v1');
    expect(folded(read('docs/versions.md'))).toContain('`v1` is the default');
  });
});

describe('every document', () => {
  const withoutCode = (text: string) => text.replace(/^```[^]*?^```/gm, '');
  /** The anchors that GitHub gives to the headings of a file. */
  const anchors = (file: string) => {
    const seen = new Map<string, number>();
    return captures(withoutCode(read(file)), /^#+ (.*)$/gm).map((title) => {
      const anchor = title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-');
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    });
  };

  test.each(documents)('%s links to what is there', (path) => {
    for (const target of captures(withoutCode(read(path)), /\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path : posix.normalize(posix.join(dirname(path), file));
      expect([target, existsSync(linked)]).toEqual([target, true]);
      if (anchor !== undefined) expect(anchors(linked)).toContain(anchor);
    }
  });

  test.each(documents.filter((path) => path.startsWith('docs/')))(
    '%s can be reached from the README',
    (path) => {
      expect(readme).toContain(`(${path}`);
    },
  );

  test.each([...documents, '.github/pull_request_template.md'])(
    '%s names commands that are there',
    (path) => {
      for (const script of captures(read(path), /\bnpm run ([\w:-]+)/g)) {
        expect(Object.keys(packageJson.scripts)).toContain(script);
      }
      for (const script of captures(read(path), /\bnode (\S+\.ts)/g)) {
        expect(existsSync(script)).toBe(true);
      }
    },
  );
});

describe('CONTRIBUTING.md', () => {
  const contributing = read('CONTRIBUTING.md');

  test('has the map of src/', () => {
    const [, map = ''] = /## The map[^]*?```\n([^]*?)```/.exec(contributing) ?? [];
    const [, src = ''] = /^src\/\n((?: .*\n)+)/m.exec(map) ?? [];
    const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(captures(src, /^ {2}(\w+)\//gm).sort()).toEqual(rooms.map(({ name }) => name).sort());
    const programs = globSync('*.ts', { cwd: 'src' });
    expect(captures(src, /(\w+\.ts)\b/g).sort()).toEqual(programs.sort());
  });

  test('names every dependency', () => {
    const [, section = ''] = contributing.split('## Dependencies');
    for (const name of Object.keys({
      ...packageJson.dependencies,
      ...packageJson.devDependencies,
    })) {
      expect(section).toContain(`\`${name}\``);
    }
  });
});

describe('every example', () => {
  test.each(examples)('%s is linked, and says what it is for', (path) => {
    expect(readme).toContain(`(${path})`);
    expect(read(path)).toMatch(/^# /);
  });

  test.each(examples)('%s names files that are there', (path) => {
    const comments = captures(read(path), /# ?(.*)$/gm).join('\n');
    for (const file of captures(comments, /(?<![\w/.-])([\w-]+(?:\/[\w-]+)*\.(?:md|yml))/g)) {
      expect([file, existsSync(file) || existsSync(join('examples', file))]).toEqual([file, true]);
    }
  });

  test.each(workflows)('%s can be started by hand', (path) => {
    const { on } = load(read(path)) as Workflow;
    expect(on).toHaveProperty('workflow_dispatch');
  });

  test.each(workflows)('%s uses inputs and outputs that are there', (path) => {
    const text = read(path);
    const { jobs } = load(text) as Workflow;
    for (const { steps = [] } of Object.values(jobs)) checkSteps(steps, text);
  });

  test.each(examples)(
    '%s asks for real scopes, and pins by commit where the token trades',
    (path) => {
      const text = read(path);
      const scopes = captures(text, /^ +scopes: (.*)$/gm);
      for (const scope of scopes) expect(scope).not.toContain('demo');
      if (!scopes.some((scope) => scope.includes('write'))) return;
      for (const ref of captures(text, /uses: OWNER\/REPO(?:\/revoke)?@(\S+)/g)) {
        expect(ref).toMatch(/^[0-9a-f]{40}$/);
      }
    },
  );

  test.each(workflows)('%s makes tokens that outlive the job', (path) => {
    const { jobs } = load(read(path)) as Workflow;
    for (const { steps = [], 'timeout-minutes': timeout = 360 } of Object.values(jobs)) {
      for (const step of steps.filter(({ uses }) => uses?.startsWith('OWNER/REPO@'))) {
        const [, count = '', unit = ''] =
          /^(\d+)([mh])$/.exec(String(step.with?.['expires-in'] ?? '1h')) ?? [];
        expect(Number(count) * (unit === 'h' ? 60 : 1)).toBeGreaterThan(timeout);
      }
    }
  });

  test('the composite action passes the keys on under their own names', () => {
    const text = read('examples/composite-action/action.yml');
    const { inputs, runs } = load(text) as Action & { runs: { steps: readonly Step[] } };
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

test('the changelog has notes for the version in package.json', () => {
  const { version } = packageJson;
  const notes = execFileSync(process.execPath, ['scripts/release-notes.ts', version], {
    encoding: 'utf8',
  });
  expect(folded(notes).length).toBeGreaterThan(50);
  expect(notes).not.toContain('## [');
});
