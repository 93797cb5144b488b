import { EncodeError } from './encode-error.ts';

// Special in a zone file, so a person must see that they are data.
const SPECIAL_IN_LABEL = new Set([...'"().;@\\$'].map((c) => c.charCodeAt(0)));
const SPECIAL_IN_STRING = new Set([...'"\\'].map((c) => c.charCodeAt(0)));

/** One label in presentation format: `\.` for a special character, `\DDD` for what is not printable ASCII (RFC 1035 section 5.1, RFC 4343 section 2.1). */
export function escapeLabel(octets: Uint8Array): string {
  return escape(octets, SPECIAL_IN_LABEL, 0x21);
}

/** A character-string between double quotes, escaped as {@link escapeLabel} but with plain spaces. */
export function quote(octets: Uint8Array): string {
  return `"${escape(octets, SPECIAL_IN_STRING, 0x20)}"`;
}

function escape(octets: Uint8Array, special: ReadonlySet<number>, lowest: number): string {
  let text = '';
  for (const octet of octets) {
    if (octet < lowest || octet > 0x7e) text += `\\${String(octet).padStart(3, '0')}`;
    else text += special.has(octet) ? `\\${String.fromCharCode(octet)}` : String.fromCharCode(octet);
  }
  return text;
}

/** An octet of presentation text. `escaped` marks one that came by `\X` or `\DDD` and so means only itself. */
export interface PresentedOctet {
  readonly octet: number;
  readonly escaped: boolean;
}

/** Undoes the escapes. Characters outside ASCII become their UTF-8 octets. Throws EncodeError on a broken escape. */
export function* unescape(text: string): Generator<PresentedOctet> {
  const octets = Buffer.from(text, 'utf8');
  for (let i = 0; i < octets.length; i++) {
    const octet = octets[i] ?? 0;
    if (octet !== 0x5c) {
      yield { octet, escaped: false };
      continue;
    }
    const digits = octets.toString('latin1', i + 1, i + 4);
    if (/^\d{3}$/.test(digits)) {
      if (Number(digits) > 255) throw new EncodeError('an escape \\DDD is at most \\255');
      yield { octet: Number(digits), escaped: true };
      i += 3;
    } else {
      const next = octets[i + 1];
      if (next === undefined || /^\d/.test(digits)) throw new EncodeError('a broken escape');
      yield { octet: next, escaped: true };
      i += 1;
    }
  }
}

/** The octets of a character-string given in presentation format, with or without its double quotes. */
export function unquote(text: string): Uint8Array {
  const inner = text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  return Uint8Array.from(unescape(inner), ({ octet }) => octet);
}
