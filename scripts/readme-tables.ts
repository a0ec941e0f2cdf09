// Writes the README's tables of inputs and outputs from both action.yml files; with `--check`, says whether they are fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { load } from 'js-yaml';

interface Metadata {
  readonly inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

/** The texts of both `action.yml` files. */
interface Actions {
  readonly action: string;
  readonly revoke: string;
}

/** Replaces what stands between the markers of each table. Line ends stay as they are. */
export function withTables(readme: string, { action, revoke }: Actions): string {
  const eol = readme.includes('\r\n') ? '\r\n' : '\n';
  let text = readme;
  for (const [prefix, yaml] of [
    ['', action],
    ['revoke-', revoke],
  ] as const) {
    for (const [name, lines] of Object.entries(tablesOf(load(yaml) as Metadata))) {
      const marker = prefix + name;
      const place = new RegExp(`(<!-- ${marker}:start -->\\r?\\n)[^]*?(<!-- ${marker}:end -->)`);
      if (!place.test(text)) throw new Error(`README.md has no place for the table ${marker}`);
      text = text.replace(place, (_, start: string, end: string) =>
        [start, ...lines.map((line) => line + eol), end].join(''),
      );
    }
  }
  return text;
}

function tablesOf({ inputs, outputs }: Metadata) {
  return {
    inputs: table(
      ['input', 'default', 'what it takes'],
      Object.entries(inputs).map(([name, input]) => [
        `\`${name}\``,
        input.required ? '**required**' : asCode(input.default ?? ''),
        input.description,
      ]),
    ),
    outputs: table(
      ['output', 'what it is'],
      Object.entries(outputs).map(([name, output]) => [`\`${name}\``, output.description]),
    ),
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = (text: string) => text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))];
}

/** A default as it is written; one that is a list of URLs, a URL a line. */
function asCode(value: string): string {
  return value
    .split(/ (?=https:)/)
    .filter((item) => item !== '')
    .map((item) => `\`${item}\``)
    .join('<br>');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const readme = readFileSync('README.md', 'utf8');
  const fresh = withTables(readme, {
    action: readFileSync('action.yml', 'utf8'),
    revoke: readFileSync('revoke/action.yml', 'utf8'),
  });
  if (!process.argv.includes('--check')) writeFileSync('README.md', fresh);
  else if (fresh !== readme) {
    console.error("README.md's tables are not what action.yml and revoke/action.yml say. Run: npm run generate");
    process.exitCode = 1;
  }
}
