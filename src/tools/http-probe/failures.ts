import { defineFailures } from '../../core/failure.ts';

export const failures = defineFailures({
  'app.status': {
    title: 'The server answers with an error status',
    symptom: 'HTTP 4xx or 5xx.',
    toldApartBy: 'The status, and who said it: Server, Via and Proxy-Status headers, the chain of redirects.',
    fix: 'Not a connectivity failure: the request arrived. 404: check path and Host header; 401 and 403: credentials; 429: rate; 5xx: the owner’s log at the time of the Date header.',
  },
  'app.bad-gateway': {
    title: 'A gateway answers that its upstream does not',
    symptom: 'HTTP 502, 503 or 504.',
    toldApartBy:
      '502 or 504; or 503 that a proxy made itself, by its own header or page (said which). 503: no endpoints; 502: refused or wrong protocol; 504: dropped or slow.',
    fix: 'The next leg is broken: diagnose the backend from where the gateway runs, and read the gateway’s error log.',
  },
  'app.proxy-env': {
    title: 'The proxy environment decides whether it works',
    symptom: 'Works here, not there; works with curl, not in the program.',
    toldApartBy:
      'A proxy applies and refuses (CONNECT or 407), or it does not answer, or breaks TLS, while a direct connection works; or only the proxy gets through while the direct way, which NO_PROXY or the program takes, fails.',
    fix: 'Add the host to NO_PROXY, or have the proxy allow it.',
  },
  'app.stale-pool': {
    title: 'Clients here hold connections that are no good',
    symptom: 'The application fails, a new connection works.',
    toldApartBy:
      'Established sockets that retransmit without an answer, to today’s addresses (of DNS, and of a Service’s EndpointSlices) or, on a port that few services share, to others, while a new connection works. Sockets to other addresses alone are a note: they may be another service’s.',
    fix: 'Restart the client or recycle its pool; set a maximum connection lifetime and TCP keepalive.',
    seen: ['https://github.com/brettwooldridge/HikariCP/issues/1075'],
  },
  'tls.intercepted': {
    title: 'A device on the way shows its own certificate',
    symptom: 'unknown issuer in some programs; a private issuer for a public name',
    toldApartBy:
      'The same name has a certificate of a private issuer on one way (the proxy, or directly) and a publicly trusted one on the other; both issuers are shown.',
    fix: 'Give the clients the CA of the inspecting device, or exempt the host from inspection.',
  },
  'app.keepalive-race': {
    title: 'The server closes idle connections before its balancer does',
    symptom: 'Sporadic 502.',
    toldApartBy:
      'Some requests get 502 from a balancer, others the server’s answer, whose Keep-Alive timeout is below the balancer’s idle timeout.',
    fix: 'Set the server’s keep-alive timeout above the balancer’s idle timeout (AWS ALB: 60 s unless changed).',
  },
  'app.server-refuses': {
    title: 'The server accepts the connection and then refuses the client',
    symptom: 'Connects, then an error of the server’s own protocol.',
    toldApartBy:
      'The first bytes: MySQL 1040, 1129, 1130; Redis protected mode or maxclients; PostgreSQL pg_hba.conf, 53300 or 57P03.',
    fix: 'Change the rule or limit that the server names.',
  },
  'app.no-reply': {
    title: 'The request gets no answer',
    symptom: 'Connects, TLS is fine, then nothing.',
    toldApartBy:
      'The request was sent; nothing came until the deadline, or the connection was closed or reset before a whole answer (said which, and how much came).',
    fix: 'Look at the application’s log at that moment. Silence: stuck or overloaded; closed: hung up on purpose, or another protocol; reset: a crash, or something on the way.',
  },
  'app.wrong-protocol': {
    title: 'What answers does not speak HTTP here',
    symptom: 'Garbage, or "plain HTTP sent to an HTTPS port".',
    toldApartBy:
      'The answer is no valid HTTP (what it looks like is said), a server says that it wants TLS, or the silent port answers TLS.',
    fix: 'Use the port or the scheme that the client’s protocol belongs to.',
  },
  'app.redirect-loop': {
    title: 'The redirects lead in a circle',
    symptom: '"Too many redirects".',
    toldApartBy: 'A redirect leads to a URL that was asked before; the chain is printed.',
    fix: 'Correct the redirect rule. Behind a proxy that ends TLS the server must trust X-Forwarded-Proto, or it redirects to https for ever.',
  },
});

export type HttpCode = keyof typeof failures;
