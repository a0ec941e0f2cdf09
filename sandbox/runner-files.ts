/**
 * Reads a file of the kind behind `GITHUB_OUTPUT`, `GITHUB_STATE` and `GITHUB_ENV` as the runner does: `name=value`, or
 * `name<<DELIMITER`, lines, `DELIMITER`. Throws where the runner would fail the step.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
export function parseKeyValues(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = splitLines(text);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      values[name] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      const why = equals === 0 ? '. Name must not be empty' : '';
      throw new Error(`Invalid format '${line}'${why}`);
    }
  }
  return values;
}

/** Reads the file behind `GITHUB_PATH`: a directory on each line. */
export function parsePaths(text: string): string[] {
  return splitLines(text).filter((line) => line !== '');
}

/** Only on Windows is a carriage return a part of the line's end. */
function splitLines(text: string): string[] {
  return text.split(process.platform === 'win32' ? /\r?\n/ : '\n');
}
