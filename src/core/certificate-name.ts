import { formatIp, parseIp } from './address/ip.ts';

/** The names in a certificate's subjectAltName. The common name does not count (RFC 9525 section 2). */
export interface PresentedNames {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/**
 * Whether a certificate is for a host name or an address (RFC 9525 section 6): addresses must equal an iPAddress;
 * names compare without case, `*` stands for exactly one whole left-most label and never for the label before a top-level one.
 */
export function certificateCovers(names: PresentedNames, host: string): boolean {
  const address = parseIp(host);
  if (address) {
    const { zone: _, ...bare } = address;
    const wanted = formatIp(bare);
    return names.ipAddresses.some((text) => canonical(text) === wanted);
  }
  const wanted = labels(host);
  return names.dnsNames.some((name) => nameCovers(labels(name), wanted));
}

const labels = (name: string): string[] => name.toLowerCase().replace(/\.$/, '').split('.');

function nameCovers(presented: readonly string[], wanted: readonly string[]): boolean {
  if (presented.length !== wanted.length) return false;
  const wildcard = presented[0] === '*' && presented.length > 2;
  return presented.every((label, index) =>
    index === 0 && wildcard ? wanted[0] !== '' : label === wanted[index],
  );
}

function canonical(text: string): string | undefined {
  const ip = parseIp(text);
  return ip && formatIp(ip);
}
