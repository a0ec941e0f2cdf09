// Tells at exit which of Node's own modules the process has loaded, and which classes inherit in the old way, as those of
// `tunnel` do when it is loaded.
const util = require('node:util');
const { inherits } = util;
const classes = [];
util.inherits = (derived, base) => {
  classes.push(`inherits ${derived.name}`);
  inherits(derived, base);
};
process.on('exit', () => {
  require('node:fs').writeSync(2, [...process.moduleLoadList, ...classes].join('\n'));
});
