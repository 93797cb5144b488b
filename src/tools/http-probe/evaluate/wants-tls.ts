import type { HttpExchange } from '../../../core/world/http.ts';

/** What servers answer to plain HTTP on a TLS port: nginx, Apache, Go and Tomcat, all with 400. */
const SAYS = [
  /The plain HTTP request was sent to HTTPS port/,
  /You're speaking plain HTTP to an SSL-enabled server port/,
  /^Client sent an HTTP request to an HTTPS server\./,
  /This combination of host and port requires TLS\./,
];

/** Whether a server says that the port wants TLS and the request came in plain text. */
export const saysItWantsTls = ({ url, status, excerpt = '' }: HttpExchange): boolean =>
  url.startsWith('http:') &&
  (status === 400 || status === 497) &&
  SAYS.some((pattern) => pattern.test(excerpt));
