const beginsWithName = 'It begins with a name. Leave out the name and what follows it, up to the value.';

/** How a text looks that came along with a value, or stands in its place, and what to do. The first that fits is told. */
const mistakes: readonly (readonly [looks: RegExp, problem: string])[] = [
  [
    /\$\{\{|^\{\{|^(?:secrets|vars|env|inputs)\.\w+$/,
    'It is an expression that was not replaced. GitHub replaces one in the workflow file, between ${{ and }}: write it there.',
  ],
  // A key may have a `=` in it, so a name is in upper case, or says what it is the name of.
  [/^(?:(?:export|set)\s+|\$env:)?["']?[A-Z][A-Z\d]*_[A-Z\d_]+["']?\s*=\s*[^=\s]/, beginsWithName],
  [/^["']?[\w-]*(?:key|token|etoro)[\w-]*["']?\s*(?::\s*\S|=\s*[^=\s])/i, beginsWithName],
  [
    /^\$[A-Za-z_({]|^%\w+%$|^ETORO_[A-Z_]+$/,
    'It is the name of a variable, and nothing replaces that in an input. Write an expression instead, between ${{ and }}.',
  ],
  [/^[{[]|[}\]]$/, 'It is JSON. Write only the value that is in it.'],
  [/^["'`‘’“”]|["'`‘’“”]$/, 'It has quotes around it. Leave them out.'],
  [/[,;]$/, 'It ends with a comma or semicolon. Leave it out.'],
];

/** Says what was copied along with a value, or was left in its place; nothing for a text that may be the value. */
export function pasteMistake(text: string): string | undefined {
  // Nearly every key is one of these. Compiling all the expressions would take each job half a millisecond.
  if (/^(?!ETORO_)[\w+/-]+=*$/.test(text)) return undefined;
  return mistakes.find(([looks]) => looks.test(text))?.[1];
}

/** Whether a text is only the name of a secret. To hide that would make messages unreadable. */
export function isNameOfSecret(text: string): boolean {
  return /^[${% ]*(?:(?:secrets|vars|env|inputs)\.)?ETORO_[A-Z_]+[}% ]*$/.test(text);
}
