// A zone with an odd offset, or what takes local time for UTC would pass on a machine that is set to UTC.
process.env.TZ = 'Pacific/Chatham';

/** Tests are TypeScript run as ES modules, for the toolkit's packages are ES modules only. */
export default {
  testEnvironment: 'node',
  // A busy machine is no failure; what has to be fast says so itself.
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }],
  },
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  // Of what runs in Jest itself: the end-to-end tests run dist/ as child processes, where coverage is not measured.
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.d.ts'],
  coverageReporters: ['text'],
};
