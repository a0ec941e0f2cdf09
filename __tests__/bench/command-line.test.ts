import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const start = (program: string, ...args: string[]) =>
  spawnSync(
    process.execPath,
    [fileURLToPath(new URL(`../../bench/${program}.ts`, import.meta.url)), ...args],
    { encoding: 'utf8' },
  );

describe.each([
  ['bench', 'npm run bench'],
  ['chaos', 'npm run chaos'],
  ['matrix', 'npm run bench:matrix'],
])('the program %s', (program, command) => {
  test('tells with --help what it does, its options and an example', () => {
    const { status, stdout, stderr } = start(program, '--help');
    expect(stdout).toContain(`Usage: ${command}`);
    expect(stdout).toContain(`Example: ${command}`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('tells the same, and fails, when it does not know an option', () => {
    const { status, stdout, stderr } = start(program, '--fast');
    expect(stderr).toContain("Unknown option '--fast'");
    expect(stderr).toContain(`Usage: ${command}`);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});

test.each([
  ['bench', '--runs', 'many'],
  ['bench', '--runs', '0'],
  ['bench', '--rtt', '20,fast'],
  ['chaos', '--seed', '1.5'],
  ['chaos', '--only', 'xyz'],
])('%s refuses %s %s', (program, option, value) => {
  const { status, stderr } = start(program, option, value);
  expect(stderr).toContain(option);
  expect(stderr).toContain('Usage: ');
  expect(status).toBe(1);
});
