// Tells at the end how much memory the process had at most, in KiB.
process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.PEAK_MEMORY, `${process.resourceUsage().maxRSS}`);
});
