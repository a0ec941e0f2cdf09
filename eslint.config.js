import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'coverage/', 'src/etoro/openapi.d.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.cjs', 'stubs/**/*.js'],
    languageOptions: { globals: { process: 'readonly' }, sourceType: 'commonjs' },
  },
  { files: ['*.js'], languageOptions: { globals: { process: 'readonly' } } },
  { files: ['stubs/{exec,undici}/*.js'], languageOptions: { sourceType: 'module' } },
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
