import * as z from 'zod';
import { TimeText } from '../plain-text.ts';

/** A certificate as the server sent it. Names are foreign text; times are ISO 8601 in UTC. */
export const Certificate = z.object({
  pem: z.string(),
  sha256: z.string().describe('fingerprint: lower-case hex'),
  serial: z.string().describe('lower-case hex'),
  subject: z.string().describe('RFC 4514 text'),
  issuer: z.string(),
  dnsNames: z.array(z.string()),
  ipAddresses: z.array(z.string()),
  /** Alternative names of other kinds. */
  otherNames: z.int(),
  notBefore: TimeText,
  notAfter: TimeText,
  key: z.object({ type: z.string(), bits: z.int().describe('0: not known'), curve: z.string().optional() }),
  signature: z.object({ name: z.string(), hash: z.string() }),
  isCa: z.boolean(),
  /** Signed by its own key. */
  selfSigned: z.boolean(),
  /** Place in the chain, as sent, of the certificate whose key signed this one; null: not among those sent. */
  issuedBy: z.int().nullable(),
  caIssuers: z.array(z.string()),
  ocsp: z.array(z.string()),
  /** It carries timestamps of public logs (RFC 6962 section 3.3); absent: not looked at. */
  logged: z.boolean().optional(),
  /** RFC 7633: clients that honour it want a stapled OCSP response. */
  mustStaple: z.boolean(),
});
export type Certificate = z.infer<typeof Certificate>;

/** A stapled OCSP response (RFC 6960) as far as it speaks of the server's certificate. */
export const Staple = z.object({
  /** `unreadable`: no successful basic response; `other-certificate`: it speaks of another one. */
  status: z.enum(['good', 'revoked', 'unknown', 'unreadable', 'other-certificate']),
  /** Whether the issuer, or a responder it certified, signed it; null: the issuer's key is not at hand. */
  signatureValid: z.boolean().nullable(),
  thisUpdate: z.string().optional(),
  nextUpdate: z.string().optional(),
  revokedAt: z.string().optional(),
});
export type Staple = z.infer<typeof Staple>;
