// Is loaded before the program. Writes the peak memory of the process, in KiB, to a file when it ends.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => {
  let peak = process.resourceUsage().maxRSS;
  // On Linux, a process starts with its parent's peak. The kernel knows the peak of the process itself.
  if (process.platform === 'linux') {
    peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  }
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(peak));
});
