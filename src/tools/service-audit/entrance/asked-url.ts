import { parseTarget } from '../../../core/target/target.ts';

/** Host and path that a client asks for. */
export interface AskedUrl {
  readonly host: string;
  readonly path: string;
}

/** Reads an http or https URL. Throws BadInput, or a TypeError on what is no such URL. */
export function askedUrl(text: string): AskedUrl {
  const target = parseTarget(text);
  if (target.kind !== 'endpoint' || target.scheme?.scheme.protocol !== 'http' || target.url === undefined)
    throw new TypeError('Not an http or https URL.');
  return { host: target.host, path: new URL(target.url).pathname };
}
