import { matchesPattern } from '../pattern/matches-pattern.ts';
import { parsePattern } from '../pattern/parse-pattern.ts';
import { isOpen } from './rule.ts';

/** Whether a Go regular expression matches a name; undefined where that cannot be told. */
export function matchesRegex(text: string, name: string): boolean | undefined {
  if (isOpen(text)) return undefined;
  const pattern = parsePattern(text);
  return pattern && matchesPattern(pattern, name);
}
