import fc from 'fast-check';

// Before each test file: all property tests start from the one seed that the run has printed.
const { PROPERTY_SEED, PROPERTY_RUNS } = process.env;
fc.configureGlobal({
  ...(PROPERTY_SEED && { seed: Number(PROPERTY_SEED) }),
  ...(PROPERTY_RUNS && { numRuns: Number(PROPERTY_RUNS) }),
});
