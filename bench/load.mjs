// Loads the bundle of both programs and does nothing with it.
/* global process */
await import('../dist/index.js');
process.exit();
