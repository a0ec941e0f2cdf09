// Plays a disk that nobody may write to.
const fs = require('node:fs');

const { accessSync } = fs;
fs.accessSync = (path, ...rest) => {
  if (path !== process.env.GITHUB_OUTPUT) return accessSync(path, ...rest);
  throw Object.assign(new Error('EROFS: read-only file system, access'), { code: 'EROFS' });
};
