// Tells at exit which of Node's own modules the process has loaded.
process.on('exit', () => {
  require('node:fs').writeSync(2, process.moduleLoadList.join('\n'));
});
