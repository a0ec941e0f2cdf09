// Tells at exit which modules the process has loaded, Node's own and files, and which classes inherit in the old way, as those
// of `tunnel` do when it is loaded.
const util = require('node:util');
const { inherits } = util;
const classes = [];
util.inherits = (derived, base) => {
  classes.push(`inherits ${derived.name}`);
  inherits(derived, base);
};
process.on('exit', () => {
  require('node:fs').writeSync(2, [...process.moduleLoadList, ...Object.keys(require.cache), ...classes].join('\n'));
});
