import { redactUrl } from '../redact.ts';
import type { Endpoint } from './target.ts';

/** The http or https URL that stands for a target, secrets removed (ws and wss are asked as these); undefined where it names none. */
export function webUrl({ url, scheme }: Endpoint): string | undefined {
  if (url === undefined || scheme?.scheme.protocol !== 'http') return undefined;
  return redactUrl(url.replace(/^ws/, 'http'));
}
