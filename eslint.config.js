import js from '@eslint/js';
import tseslint from 'typescript-eslint';

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
);
