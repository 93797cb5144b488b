import type { Host } from '../network/host.ts';
import { end } from './end.ts';
import type { Server } from './server.ts';

/** Names of a chain and a key among the files of pki.ts; the key has the chain's name unless given. */
export interface Material {
  chain: string;
  key?: string;
}

type Version = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** How a web server answers; what is left out is healthy. */
export interface WebWish {
  port: number;
  host?: string;
  tls?: Material & {
    min?: Version;
    max?: Version;
    ciphers?: string;
    alpn?: string[];
    /** Want a client certificate of this CA. */
    clientCa?: string;
    /** Chains for some of the names that a client may ask for. */
    names?: Record<string, string>;
    /** Staple this OCSP response. */
    staple?: string;
  };
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Answer with this file of pki.ts. */
  file?: string;
  /** Answer every second request so instead. */
  inTurnWith?: { status: number; headers: Record<string, string> };
  /** Redirect in a circle. */
  loop?: boolean;
  /** Never answer a request. */
  silent?: boolean;
  keepAliveMs?: number;
}

interface Placed {
  name?: string;
  at?: Host;
}

/** An HTTP server on port 80 of the server. */
export const http = ({ name = 'http', at = 'server', ...wish }: Partial<WebWish> & Placed = {}): Server =>
  placed(name, at, { port: 80, ...wish });

/** An HTTPS server on port 443 of the server, with a certificate for all of lab.example unless told otherwise. */
export const https = ({ name = 'https', at = 'server', ...wish }: Partial<WebWish> & Placed = {}): Server =>
  placed(name, at, { port: 443, tls: { chain: 'good' }, ...wish });

const placed = (name: string, at: Host, wish: WebWish): Server => ({
  name,
  at,
  run: end('web', wish),
  ports: { tcp: [wish.port] },
});
