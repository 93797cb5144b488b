import * as z from 'zod';

// The first version of these shapes; they grow with the tap.
export interface TlsTapRequest {
  address: string;
  port: number;
  /** Sent as SNI (RFC 6066 section 3); absent: none is sent. */
  servername?: string;
  alpn?: readonly string[];
  starttls?: string;
  timeoutMs: number;
}
export const TlsTap = z.object({ address: z.string(), port: z.int() });
export type TlsTap = z.infer<typeof TlsTap>;

export interface TlsScanRequest {
  address: string;
  port: number;
  servername?: string;
  deep: boolean;
  timeoutMs: number;
}
export const TlsScan = z.object({ connections: z.int() });
export type TlsScan = z.infer<typeof TlsScan>;

export const IssuerFetch = z.object({ url: z.string(), outcome: z.string(), pem: z.string().optional() });
export type IssuerFetch = z.infer<typeof IssuerFetch>;
