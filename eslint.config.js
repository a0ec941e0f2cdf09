import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The rooms of src/, from the top floor down. Above them are the programs, src/*.ts. A room imports only from floors below
 * its own, so that whoever reads a room need not know what uses it.
 */
const FLOORS = [
  ['runner'],
  ['messages'],
  ['inputs'],
  ['token', 'address'],
  ['etoro'],
  ['http'],
  ['secrets'],
  ['names', 'text', 'time'],
];

const toolkit = {
  name: '@actions/core',
  message: 'Only src/runner/ knows the runner. Take a value, and return one.',
};

/** For each room, what it may not import. */
const rooms = FLOORS.flatMap((floor, level) =>
  floor.map((room) => {
    const closed = [...FLOORS.slice(0, level).flat(), ...floor].filter((other) => other !== room);
    return {
      files: [`src/${room}/**/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            paths: room === 'runner' ? [] : [toolkit],
            patterns: [
              {
                regex: `^(\\.\\./)+(${['[^/]+$', ...closed.map((other) => `${other}/`)].join('|')})`,
                message: `src/${room}/ imports only from the floors below it: see FLOORS in eslint.config.js.`,
              },
            ],
          },
        ],
      },
    };
  }),
);

for (const { name } of readdirSync('src', { withFileTypes: true }).filter((e) => e.isDirectory())) {
  if (!FLOORS.flat().includes(name)) throw new Error(`src/${name}/ is on no floor. Add it to FLOORS.`);
}

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'coverage/', 'src/etoro/openapi.d.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { process: 'readonly' }, sourceType: 'commonjs' },
  },
  {
    files: ['*.js', 'scripts/*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Numbers and durations in messages are meant as they print.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] } },
    rules: {
      'import-x/no-cycle': 'error',
      // A stranger reads a program, and the heart, on one screen.
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/*.ts'],
    rules: { 'max-lines': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['src/*.ts'], rules: { 'no-restricted-imports': ['error', { paths: [toolkit] }] } },
  ...rooms,
);
