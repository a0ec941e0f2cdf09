import { randomInt } from 'node:crypto';

// A zone with an odd offset, or what takes local time for UTC would pass on a machine that is set to UTC.
process.env.TZ = 'Pacific/Chatham';

// Property tests try other values in each run. The seed repeats a run.
process.env.PROPERTY_SEED ??= String(randomInt(2 ** 31));
console.log(
  `Property tests: seed ${process.env.PROPERTY_SEED} (to repeat them, set PROPERTY_SEED)`,
);

/** Tests are TypeScript run as ES modules, because the packages of the toolkit are ES modules only. */
export default {
  testEnvironment: 'node',
  // A busy machine is no failure; what has to be fast says so itself.
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }],
  },
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  setupFiles: ['<rootDir>/__tests__/property-tests.ts'],
  // Of what runs in Jest itself: the end-to-end tests run dist/ as child processes, where coverage is not measured.
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.d.ts'],
  coverageReporters: ['text'],
};
