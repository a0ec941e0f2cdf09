/**
 * Reads the command line of a program. `--help` prints the usage and ends the process with exit code 0. Where `read`
 * throws, the message and the usage are printed and the exit code is 1.
 */
export function readCommandLine<Options>(usage: string, read: () => Options): Options {
  if (process.argv.slice(2).includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return read();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(1);
  }
}

/** The integer, from 0, that an option's value stands for. Throws where it stands for none. */
export function integer(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${option} takes an integer from 0, not '${text}'`);
}
