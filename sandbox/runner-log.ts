/** A workflow command that a step printed, `::name key=value::value`. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Hides values in what a job prints. */
interface Masker {
  /** From now on hides the value, each line of it, and both in the forms that they are likely to be printed in. */
  add(value: string): void;
  mask(text: string): string;
}

export function startMasker(): Masker {
  const secrets = new Set<string>();
  return {
    add(value) {
      for (const secret of [value, ...value.split(/[\r\n]+/)]) {
        for (const form of formsOf(secret)) if (form !== '') secrets.add(form);
      }
    },

    mask(text) {
      const hidden = new Uint8Array(text.length);
      for (const secret of secrets) {
        // Secrets may overlap, each other and themselves.
        for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
          hidden.fill(1, at, at + secret.length);
        }
      }
      let masked = '';
      for (let at = 0; at < text.length; at++) {
        if (!hidden[at]) masked += text.charAt(at);
        else if (!hidden[at - 1]) masked += '***';
      }
      return masked;
    },
  };
}

/** @see https://github.com/actions/runner/blob/main/src/Sdk/DTLogging/Logging/ValueEncoders.cs */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    // As a part of something longer it may begin at any of the three places of a base64 group.
    ...[0, 1, 2].map((shift) => bytes.subarray(shift).toString('base64')),
    encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    JSON.stringify(value).slice(1, -1),
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;'),
    value.replaceAll("'", "''"),
    value.replace(/(\\*)"/g, '$1$1\\"'),
    value.replace(/^"(.*)"$/s, '$1'),
  ];
}

const commandNames = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** Turns what a step prints into what a user reads, and finds the commands in it. */
export interface StepLog {
  /** Takes a piece of a stream, which may end within a line. */
  write(stream: 'stdout' | 'stderr', text: string): void;
  /** Takes what is left when the streams have ended. */
  end(): void;
  readonly commands: readonly WorkflowCommand[];
  /** What the step asked to mask. */
  readonly masks: readonly string[];
  text(): string;
}

export function startLog(masker: Masker, debug: boolean): StepLog {
  const commands: WorkflowCommand[] = [];
  const masks: string[] = [];
  const printed: string[] = [];
  const unfinished = { stdout: '', stderr: '' };
  let resumeToken: string | undefined;

  function print(text: string): void {
    printed.push(masker.mask(text));
  }

  function takeLine(line: string): void {
    if (resumeToken !== undefined) {
      if (line.trim() === `::${resumeToken}::`) resumeToken = undefined;
      else print(line);
      return;
    }
    const command = parseCommand(line);
    if (!command) {
      print(line);
      return;
    }
    commands.push(command);
    const { name, value } = command;
    switch (name) {
      case 'add-mask':
        if (value.trim() === '') {
          print("Warning: Can't add secret mask for empty string in ##[add-mask] command.");
          return;
        }
        masks.push(value);
        masker.add(value);
        return;
      case 'stop-commands':
        resumeToken = value;
        return;
      case 'error':
        print(`Error: ${value}`);
        return;
      case 'warning':
        print(`Warning: ${value}`);
        return;
      case 'notice':
        print(`Notice: ${value}`);
        return;
      case 'group':
        print(`▸ ${value}`);
        return;
      case 'debug':
        if (debug) print(`##[debug]${value}`);
        return;
    }
  }

  return {
    commands,
    masks,
    text: () => printed.map((line) => `${line}\n`).join(''),
    write(stream, text) {
      // A carriage return at the end may be the first half of a line's end.
      const lines = (unfinished[stream] + text).split(/\r\n|\n|\r(?!$)/);
      unfinished[stream] = lines.pop() ?? '';
      lines.forEach(takeLine);
    },
    end() {
      for (const rest of [unfinished.stdout, unfinished.stderr]) {
        if (rest !== '') takeLine(rest.replace(/\r$/, ''));
      }
      unfinished.stdout = unfinished.stderr = '';
    },
  };
}

/** Reads `::name key=value,key=value::value`, or its old form `##[name key=value;key=value]value`, which may be anywhere in a line. */
function parseCommand(line: string): WorkflowCommand | undefined {
  const current = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/s.exec(line);
  const old = /##\[([^\s\]]+)(?:\s+([^\]]*))?\](.*)$/s.exec(line);
  for (const [match, separator, escapes] of [
    [current, ',', { '%3A': ':', '%2C': ',' }],
    [old, ';', { '%3B': ';', '%5D': ']' }],
  ] as const) {
    const [, name = '', pairs = '', value = ''] = match ?? [];
    if (!commandNames.has(name)) continue;
    const properties = pairs
      .split(separator)
      .map((pair) => pair.split('='))
      .filter((pair) => pair.length > 1)
      .map(([key = '', ...rest]) => [key.trim(), unescape(rest.join('='), escapes)] as const);
    const valueEscapes = separator === ';' ? escapes : {};
    return {
      name,
      properties: Object.fromEntries(properties),
      value: unescape(value, valueEscapes),
    };
  }
  return undefined;
}

/** A percent sign comes last, or it would make new escapes. */
function unescape(text: string, more: Readonly<Record<string, string>>): string {
  const escapes = { '%0D': '\r', '%0A': '\n', ...more, '%25': '%' };
  return Object.entries(escapes).reduce((result, [escape, char]) => result.replaceAll(escape, char), text);
}
