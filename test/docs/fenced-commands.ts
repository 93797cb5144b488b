/** A command that a page tells people to run. */
export interface DocCommand {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** As a shell takes it, without the prompt and without the comment behind it; lines that go on are kept. */
  readonly text: string;
}

const SHELLS = ['sh', 'bash', 'console', 'shell', 'shell-session'];

/**
 * The commands in the fenced blocks of a page that are a shell's (CommonMark 0.31 section 4.5). In a block of `console`, lines
 * with a prompt are commands and the others are what they print; else each line is one, or what a backslash, an open quote or a
 * here-document makes of several.
 */
export function fencedCommands(page: string): DocCommand[] {
  const commands: DocCommand[] = [];
  let fence: { mark: string; language: string; indent: number } | undefined;
  let open: { line: number; lines: string[] } | undefined;
  for (const [index, raw] of page.split('\n').entries()) {
    const edge = /^( *)(`{3,}|~{3,}) *([\w-]*)/.exec(raw);
    if (!fence && edge) {
      fence = { mark: edge[2] ?? '', language: edge[3] ?? '', indent: edge[1]?.length ?? 0 };
      continue;
    }
    if (!fence) continue;
    if (raw.trim().startsWith(fence.mark)) {
      if (open) throw new Error(`Line ${open.line}: the command does not end within its block.`);
      fence = undefined;
      continue;
    }
    if (!SHELLS.includes(fence.language)) continue;
    const text = raw.slice(Math.min(fence.indent, raw.length - raw.trimStart().length));
    const begun = open ?? begin(text, fence.language, index + 1);
    if (!begun) continue;
    if (open) open.lines.push(text.replace(/^> /, ''));
    open = begun;
    const whole = begun.lines.join('\n');
    if (goesOn(whole)) continue;
    commands.push({ line: begun.line, text: withoutComment(whole) });
    open = undefined;
  }
  return commands;
}

function begin(text: string, language: string, line: number): { line: number; lines: string[] } | undefined {
  const prompted = ['console', 'shell-session'].includes(language);
  const command = prompted ? /^[$#] (.*)/.exec(text)?.[1] : text.replace(/^\$ /, '');
  const none = command === undefined || command.trim() === '' || command.trimStart().startsWith('#');
  return none ? undefined : { line, lines: [command] };
}

/** Whether a shell would wait for another line. */
function goesOn(text: string): boolean {
  const marker = /<<-?\s*(['"]?)(\w+)\1/.exec(text)?.[2];
  if (marker !== undefined) return !text.split('\n').slice(1).includes(marker);
  return text.endsWith('\\') || unquoted(text) === undefined;
}

/** The text without what stands in quotes; undefined where a quote is not closed. */
function unquoted(text: string): string | undefined {
  const rest = text.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, (quoted) => ' '.repeat(quoted.length));
  return /['"]/.test(rest.replace(/(?:^|\s)#.*/, '')) ? undefined : rest;
}

function withoutComment(text: string): string {
  if (text.includes('<<')) return text;
  const at = (unquoted(text) ?? text).search(/\s#/);
  return (at === -1 ? text : text.slice(0, at)).trim();
}
