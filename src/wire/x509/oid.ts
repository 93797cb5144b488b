import { MalformedDer } from './malformed-der.ts';

const MAX_OCTETS = 64;

/** The content of an OBJECT IDENTIFIER as dotted text (X.690 section 8.19). Arcs may be longer than 53 bits. */
export function oidText(body: Uint8Array): string {
  if (body.length === 0 || body.length > MAX_OCTETS) throw new MalformedDer('object identifier length');
  if ((body[body.length - 1] ?? 0) & 0x80) throw new MalformedDer('object identifier ends inside an arc');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of body) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const first = arcs[0] ?? 0n;
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - root * 40n, ...arcs.slice(1)].join('.');
}
