// Plays a disk that is full as soon as there are outputs to write.
const fs = require('node:fs');

const { appendFileSync } = fs;
fs.appendFileSync = (path, ...rest) => {
  if (path !== process.env.GITHUB_OUTPUT) return appendFileSync(path, ...rest);
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};
