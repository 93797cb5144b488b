import { MORE, send, type StarttlsExchange, stop } from './step.ts';

/** STARTTLS over XMPP (RFC 6120 section 5): stream header, features, the request, `proceed`. */
export const xmpp: StarttlsExchange = {
  opening: (host) =>
    Buffer.from(
      `<?xml version='1.0'?><stream:stream to='${attribute(host)}' xmlns='jabber:client' ` +
        `xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`,
      'latin1',
    ),
  advance(phase, received) {
    const text = Buffer.from(received).toString('latin1');
    if (phase === 0) {
      if (text !== '' && !/^\s*</.test(text)) return stop('other-protocol', received);
      if (/<stream:error\b/.test(text)) return stop('server-error', received);
      if (!/<\/stream:features>|<stream:features\s*\/>/.test(text)) return MORE;
      return /<starttls\b/.test(text)
        ? send(1, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        : stop('not-offered', received);
    }
    if (/<proceed\b[^>]*>/.test(text)) return { want: 'tls' };
    return /<failure\b/.test(text) ? stop('refused', received) : MORE;
  },
};

/** Host names and addresses need no escape; anything else is left out. */
const attribute = (host: string): string => host.replace(/[^A-Za-z0-9.:_-]/g, '');
