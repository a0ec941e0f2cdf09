// Plays a container whose user may not write to the files of the runner.
const { chmodSync } = require('node:fs');
const { dirname } = require('node:path');

const path = process.env.GITHUB_OUTPUT;
if (process.getuid() === 0) {
  chmodSync(dirname(path), 0o755);
  process.setuid(65534);
} else {
  chmodSync(path, 0o444);
}
