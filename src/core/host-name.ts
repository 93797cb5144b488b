import { parseIp } from './address/ip.ts';

const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;

/**
 * A DNS name in A-label form: letters, digits, `-`, `_` and dots, labels of 1 to 63 (RFC 1035 section 2.3.4), 253 in
 * all, no label that starts or ends with `-`. The last label is not a number, or other programs would
 * read an address into it (WHATWG URL, "ends in a number").
 */
export function isHostName(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length < 1 || name.length > 253) return false;
  const labels = name.split('.');
  return (
    labels.every((label) => LABEL.test(label)) && !/^(?:[0-9]+|0[xX][0-9a-fA-F]*)$/.test(labels.at(-1) ?? '')
  );
}

/** What is wrong with a text that should be a host name or an address; undefined when nothing is. */
export function hostProblem(text: string): string | undefined {
  if (parseIp(text) || isHostName(text)) return undefined;
  if (text === '') return 'The host is empty.';
  if (text.startsWith('-')) return 'A host cannot start with "-".';
  if (text.length > 254) return `A host name has at most 253 characters; this has ${text.length}.`;
  if (/^\.*[0-9][0-9.]*$|^0[xX][0-9a-fA-F]+$/.test(text))
    return 'Numbers are accepted only as four decimal octets, e.g. 127.0.0.1.';
  if (/[^\x20-\x7e]/.test(text))
    return 'A host name has only letters, digits, "-", "_" and dots; write other scripts as xn--… (A-label).';
  return 'Not a host name or an IP address.';
}
