// Draws the README's picture, docs/one-job.svg: the log and the summary of one job, from a real run of dist/ against the
// sandbox. With `--check`, says whether the file is what a run gives now.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startJob } from '../sandbox/runner.ts';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from '../sandbox/server.ts';

const FILE = 'docs/one-job.svg';

/** What differs from run to run, and what the picture shows in its place. */
const shownAs = {
  tokenId: 'f9e8d7c6-b5a4-3210-fedc-ba9876543210',
  requestId: 'cd97320f-9968-4c31-a5c1-a2a36b333d13',
  expiresAt: '2026-12-31T23:59:59Z',
  random: 'c1x0z8d4t7',
} as const;

type Named = Readonly<Record<string, string>>;

/** One job as a user reads it: masked. */
interface Run {
  /** The inputs of the step, and what it prints. */
  readonly given: Named;
  readonly step: string;
  /** The environment of the step that uses the token. */
  readonly env: Named;
  /** What the post step prints. */
  readonly post: string;
  readonly summary: string;
}

/** Runs one job. Throws when the run is not one to show, or when something in it would differ the next time. */
async function runJob(): Promise<Run> {
  const sandbox = await startSandbox();
  const given = {
    'api-key': SANDBOX_API_KEY,
    'user-key': SANDBOX_USER_KEY,
    'portfolio-id': SANDBOX_PORTFOLIO_ID,
    scopes: 'real:read',
  };
  const { port } = new URL(sandbox.url);
  const job = startJob({
    inputs: {
      ...given,
      'api-url': sandbox.url,
      // Two hosts, because each host has one vote.
      'ip-services': `http://127.0.0.1:${port}/ip http://localhost:${port}/ip`,
    },
    secrets: [SANDBOX_API_KEY, SANDBOX_USER_KEY],
  });
  try {
    const step = await job.step();
    const env = {
      ETORO_API_KEY: SANDBOX_API_KEY,
      ETORO_USER_KEY: step.outputs['token'] ?? '',
    };
    const use = await job.run(
      [fileURLToPath(new URL('../sandbox/call.ts', import.meta.url)), '/api/v1/trading/info/real/pnl'],
      { env: { ...env, ETORO_API_URL: sandbox.url } },
    );
    const post = await job.post();
    if (!use.stdout.includes('HTTP 200') || post.exitCode !== 0 || sandbox.tokens().length > 0) {
      throw new Error(`The run failed:\n${step.log}\n${use.log}\n${post.log}`);
    }
    const masked = (values: Named) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, job.mask(value)]));
    const { outputs } = step;
    // Of the end of the name: the repository, what is random, and the number of the try.
    const [, random] = /-[0-9a-z]{6}([0-9a-z]{10})\d{3}$/.exec(outputs['token-name'] ?? '') ?? [];
    const settled = (text: string) =>
      steady(text, [
        [outputs['token-id'], shownAs.tokenId],
        [outputs['request-id'], shownAs.requestId],
        [outputs['expires-at'], shownAs.expiresAt],
        [random, shownAs.random],
      ]);
    return {
      given: masked(given),
      step: settled(step.log),
      env: masked(env),
      post: settled(post.log),
      summary: settled(step.summary),
    };
  } finally {
    job.close();
    await sandbox.close();
  }
}

/** Replaces the values, and makes sure that nothing is left that differs from run to run. */
function steady(text: string, values: readonly (readonly [string | undefined, string])[]): string {
  let result = text;
  for (const [value, shown] of values) {
    if (!value) throw new Error('The step left out an output');
    result = result.replaceAll(value, shown);
  }
  const left = result.match(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|\b(?:127\.0\.0\.1|localhost)\b.*/gi,
  );
  const known: readonly string[] = Object.values(shownAs);
  const other = left?.find((value) => !known.includes(value));
  if (other !== undefined) throw new Error(`The picture would change with every run: ${other}`);
  return result;
}

/** A line of the log; `kind` is its colour. */
interface Line {
  readonly kind: 'head' | 'muted' | 'text';
  readonly text: string;
}

function logLines({ given, step, env, post }: Run): Line[] {
  const block = (title: string, values: Named): Line[] => [
    { kind: 'muted', text: `  ${title}:` },
    ...Object.entries(values).map(([name, value]): Line => ({
      kind: 'muted',
      text: `    ${name}: ${value}`,
    })),
  ];
  const lines = (log: string): Line[] =>
    log
      .trimEnd()
      .split('\n')
      .map((text) => ({ kind: 'text', text: `  ${text}` }));
  return [
    { kind: 'head', text: 'Run OWNER/REPO@v1' },
    ...block('with', given),
    ...lines(step),
    { kind: 'head', text: 'Run python bot.py' },
    ...block('env', env),
    { kind: 'head', text: 'Post Run OWNER/REPO@v1' },
    ...lines(post),
  ];
}

/** The heading and the rows of the one table in a job summary. */
function parseSummary(summary: string): { title: string; rows: string[][] } {
  const [, title = ''] = /^#+ (.*)$/m.exec(summary) ?? [];
  const rows = summary
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))),
    )
    .filter((cells) => !cells.every((cell) => /^(?:-+)?$/.test(cell)));
  if (title === '' || rows.length === 0) throw new Error(`No table in the summary:\n${summary}`);
  return { title, rows };
}

// Measures of the picture, in pixels. A letter of a monospaced font is 0.6 of its size wide.
const SIZE = 12.5;
const LETTER = SIZE * 0.602;
const LINE = 20;
const ROW = 26;
const BAR = 34;
const PADDING = 16;
const GAP = 16;
const MARGIN = 1;
const LABEL = 110;

const styles = `
    .panel { fill: #ffffff; stroke: #d1d9e0; }
    .bar { fill: #f6f8fa; stroke: #d1d9e0; }
    .rule { stroke: #d1d9e0; }
    text { fill: #1f2328; font-size: ${SIZE}px; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; }
    .sans { font-family: -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; }
    .title { font-weight: 600; }
    .muted { fill: #59636e; }
    .done { fill: none; stroke: #1a7f37; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    @media (prefers-color-scheme: dark) {
      .panel { fill: #0d1117; stroke: #3d444d; }
      .bar { fill: #151b23; stroke: #3d444d; }
      .rule { stroke: #3d444d; }
      text { fill: #f0f6fc; }
      .muted { fill: #9198a1; }
      .done { stroke: #3fb950; }
    }`;

/** Draws the run. The same run gives the same bytes. */
function draw(run: Run): string {
  const lines = logLines(run);
  const { title, rows } = parseSummary(run.summary);
  const longest = Math.max(...lines.map(({ text }) => text.length));
  const width = Math.ceil(longest * LETTER + 2 * PADDING + LETTER * 3);
  const parts: string[] = [];

  /** Draws an empty panel, `inner` high below its title bar, and gives the y of its lower edge. */
  const panel = (y: number, name: string, inner: number): number => {
    parts.push(
      `<rect class="panel" x="${MARGIN}" y="${y}" width="${width - 2 * MARGIN}" height="${BAR + inner}" rx="8"/>`,
      `<path class="bar" d="M${MARGIN} ${y + BAR}v-${BAR - 8}a8 8 0 0 1 8-8h${width - 2 * MARGIN - 16}a8 8 0 0 1 8 8v${BAR - 8}z"/>`,
      text(PADDING, y + 22, 'sans title', name),
    );
    return y + BAR + inner;
  };

  const logEnd = panel(MARGIN, 'The log of the job', lines.length * LINE + PADDING);
  let y = MARGIN + BAR + 4;
  for (const { kind, text: content } of lines) {
    y += LINE;
    if (kind === 'head') {
      parts.push(`<path class="done" d="M${PADDING} ${y - 4}l3 3 6-7"/>`);
      parts.push(text(PADDING + LETTER * 2, y, 'title', content));
    } else {
      const indent = content.length - content.trimStart().length;
      parts.push(text(PADDING + LETTER * indent, y, kind === 'muted' ? 'muted' : '', content.trim()));
    }
  }

  y = logEnd + GAP;
  const end = panel(y, 'The summary of the run', (rows.length + 1) * ROW + PADDING);
  y += BAR + ROW;
  parts.push(text(PADDING, y, 'sans title', title));
  for (const [label = '', ...cells] of rows) {
    parts.push(`<path class="rule" d="M${PADDING} ${y + 9.5}h${width - 2 * PADDING}"/>`);
    y += ROW;
    parts.push(text(PADDING, y, 'sans muted', label), text(PADDING + LABEL, y, '', cells.join('  ')));
  }
  const height = end + MARGIN;

  return `<!-- Made by scripts/picture.ts from a real run. Run: npm run generate -->
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
  <title>The log and the summary of one job: the token is made, hidden, and revoked when the job ends.</title>
  <style>${styles}
  </style>
  ${parts.join('\n  ')}
</svg>
`;
}

function text(x: number, y: number, classes: string, content: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const named = classes === '' ? '' : ` class="${classes}"`;
  return `<text${named} x="${Number(x.toFixed(2))}" y="${y}">${escaped}</text>`;
}

/** The picture of a run that is made now. */
export async function picture(): Promise<string> {
  return draw(await runJob());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const fresh = await picture();
  if (!process.argv.includes('--check')) {
    mkdirSync('docs', { recursive: true });
    writeFileSync(FILE, fresh);
  } else if (fresh !== readFileSync(FILE, 'utf8').replaceAll('\r\n', '\n')) {
    console.error(`${FILE} is not what a run looks like now. Run: npm run generate`);
    process.exitCode = 1;
  }
}
