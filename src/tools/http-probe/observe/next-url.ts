import { BadInput } from '../../../core/bad-input.ts';
import { hostProblem } from '../../../core/host-name.ts';
import { splitHostPort } from '../../../core/target/host-port.ts';
import { readUrl } from '../input.ts';

const STATUSES = [301, 302, 303, 307, 308];

/** Whether a status sends the client elsewhere (RFC 9110 section 15.4). */
export const isRedirect = (status: number | undefined): boolean =>
  status !== undefined && STATUSES.includes(status);

/** Where a redirect leads: a URL to ask, or why it cannot be asked. */
export type Next = { readonly url: string } | { readonly end: 'unreadable' | 'other-scheme' };

/**
 * Resolves a Location against the URL asked (RFC 9110 section 10.2.2, RFC 3986 section 5.2). User information
 * and fragment are dropped. A host that only some programs would read (`0x7f000001`, other scripts) is
 * unreadable.
 */
export function nextUrl(base: string, location: string | undefined): Next {
  if (location === undefined || location === '' || !URL.canParse(location, base))
    return { end: 'unreadable' };
  // A tab vanishes inside the URL parser, and with it what stands there.
  if (location.includes('\t')) return { end: 'unreadable' };
  const url = new URL(location, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { end: 'other-scheme' };
  // What the URL parser makes of a host is not what stands there.
  const authority = /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]{2}([^/\\?#]*)/.exec(location.trim())?.[1];
  const plain =
    authority === undefined
      ? url.origin === new URL(base).origin
      : isPlainAuthority(authority.slice(authority.lastIndexOf('@') + 1));
  if (!plain) return { end: 'unreadable' };
  url.username = '';
  url.password = '';
  url.hash = '';
  return isAskable(url.href) ? { url: url.href } : { end: 'unreadable' };
}

/** Whether it is a URL that a caller could send: length, port, host. */
function isAskable(url: string): boolean {
  try {
    readUrl(url);
    return true;
  } catch (error) {
    if (error instanceof BadInput) return false;
    throw error;
  }
}

function isPlainAuthority(authority: string): boolean {
  try {
    return hostProblem(splitHostPort(authority).host) === undefined;
  } catch {
    return false;
  }
}
