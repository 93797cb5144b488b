import { LAYER_TITLE, type Layer } from '../../core/layer.ts';

// The first that fits wins: what names a layer outright comes before what only sounds like one.
const WORDS: readonly (readonly [RegExp, Layer])[] = [
  [/x509|certificate|\bcert\b|\btls\b|\bssl\b|self.signed|handshake/i, 'tls'],
  [/no such host|not known|ENOTFOUND|EAI_|NXDOMAIN|name resolution|resolv|\bdns\b/i, 'dns'],
  [/\b[45]\d\d\b|gateway|unauthori[sz]ed|forbidden|\bhttp\b/i, 'app'],
  [/refused|timed? ?out|unreachable|no route|ECONN|EHOST|ENET|reset by peer/i, 'tcp'],
  [/large|upload|hang|stall|\bmtu\b/i, 'mtu'],
];

/** The layer that the words of a complaint point to, as it is written for people; undefined when to none. */
export function symptomLayer(symptom: string): string | undefined {
  const layer = WORDS.find(([words]) => words.test(symptom))?.[1];
  return layer && LAYER_TITLE[layer];
}
