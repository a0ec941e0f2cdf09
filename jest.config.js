import { randomInt } from 'node:crypto';

// A zone with an odd offset, or what takes local time for UTC would pass on a machine that is set to UTC.
process.env.TZ = 'Pacific/Chatham';

// Property tests try other values in each run. The seed repeats a run.
process.env.PROPERTY_SEED ??= String(randomInt(2 ** 31));
console.log(`Property tests: seed ${process.env.PROPERTY_SEED} (to repeat them, set PROPERTY_SEED)`);

/** Tests are TypeScript run as ES modules, because the packages of the toolkit are ES modules only. */
const project = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }],
  },
  setupFiles: ['<rootDir>/__tests__/property-tests.ts'],
};

export default {
  // A busy machine is no failure; what has to be fast says so itself.
  testTimeout: 30_000,
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/__tests__/e2e/'],
    },
    // What runs dist/ or another program of this project.
    { ...project, displayName: 'e2e', testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'] },
  ],
  // With --coverage, for the unit tests: no source map leads from dist/, which the end-to-end tests run, back to src/.
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.d.ts'],
  coverageReporters: ['text'],
};
