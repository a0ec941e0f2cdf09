// Prints what CHANGELOG.md says of one version: node scripts/release-notes.ts 1.0.0
import { readFileSync } from 'node:fs';

const [version = ''] = process.argv.slice(2);
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const notes = sections.find((section) => section.startsWith(`[${version}] - `));
if (notes === undefined) {
  console.error(`CHANGELOG.md has no section "## [${version}] - DATE".`);
  process.exit(1);
}
console.log(
  notes
    // The heading, and the links that end the file.
    .replace(/^.*\r?\n/, '')
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    // In release notes, GitHub shows the line breaks inside of an item.
    .replace(/\r?\n {2,}(?![ -])/g, ' ')
    .trim(),
);
