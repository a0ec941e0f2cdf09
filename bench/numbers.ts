/** The middle of the values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return mean([sorted[Math.floor(middle)] ?? NaN, sorted[Math.ceil(middle)] ?? NaN]);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A Markdown table: the first column as text, the others as numbers. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => String(row[column] ?? '').length)));
  const line = (row: readonly (string | number)[]) =>
    widths.map((width, column) => {
      const text = String(row[column] ?? '');
      if (text === '---') return '-'.repeat(width);
      if (text === '--:') return `${'-'.repeat(width - 1)}:`;
      return column === 0 ? text.padEnd(width) : text.padStart(width);
    });
  return cells.map((row) => `| ${line(row).join(' | ')} |\n`).join('');
}
