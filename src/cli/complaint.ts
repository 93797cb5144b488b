import * as z from 'zod';
import { BadInput, Refused } from '../core/bad-input.ts';
import { redactText } from '../core/redact.ts';
import { issueText } from '../core/schema-issue.ts';
import { visible } from '../core/untrusted.ts';
import { EXIT } from './exit-status.ts';
import { kebab } from './flag.ts';

/** What to say about an error, in one line where it is the user's, and the exit status. */
export interface Complaint {
  readonly text: string;
  readonly status: number;
}

/** Puts an error in words. Anything but bad input and refusals is a defect of ours and says so; `debug` adds its stack. */
export function complaint(error: unknown, debug = false): Complaint {
  if (error instanceof BadInput || error instanceof Refused) {
    return { text: `layerwalk: ${redactText(error.message)}`, status: EXIT.usage };
  }
  if (error instanceof z.ZodError) return { text: inputComplaint(error), status: EXIT.usage };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = debug && error instanceof Error ? `\n${error.stack}` : '';
  return {
    text:
      `layerwalk: a defect of Layerwalk, not of your network: ${visible(redactText(what), 300)}\n` +
      `Run it again with LAYERWALK_DEBUG=1 and send what it prints.${stack}`,
    status: EXIT.bug,
  };
}

function inputComplaint(error: z.ZodError): string {
  const lines = error.issues.map((issue) => {
    const [key, ...rest] = issue.path;
    const where =
      key === undefined ? '' : `--${kebab(String(key))}${rest.length > 0 ? ` ${position(rest)}` : ''}: `;
    return `layerwalk: ${where}${visible(issueText(issue), 400)}`;
  });
  return lines.join('\n');
}

const position = ([first]: readonly PropertyKey[]): string =>
  typeof first === 'number' ? `(number ${first + 1})` : String(first);
