import { DerReader, smallInteger, TAG } from '../x509/der.ts';
import { MalformedDer } from '../x509/malformed-der.ts';
import { MORE, type StarttlsExchange, type Step, stop } from './step.ts';

const START_TLS = '1.3.6.1.4.1.1466.20037';
const EXTENDED_RESPONSE = 0x78;

/** StartTLS over LDAP (RFC 4511 section 4.14): one extended request, one response with a result code. */
export const ldap: StarttlsExchange = {
  opening: () => {
    const name = Buffer.from(START_TLS, 'latin1');
    const request = [0x77, name.length + 2, 0x80, name.length, ...name];
    return Uint8Array.from([0x30, request.length + 3, 0x02, 0x01, 0x01, ...request]);
  },
  advance(_phase, received) {
    if (received.length > 0 && received[0] !== TAG.sequence) return stop('other-protocol', received);
    if (!complete(received)) return MORE;
    try {
      return judge(received);
    } catch (error) {
      if (!(error instanceof MalformedDer)) throw error;
      return stop('other-protocol', received);
    }
  },
};

function judge(received: Uint8Array): Step {
  const message = new DerReader(new DerReader(received).expect(TAG.sequence));
  message.expect(TAG.integer);
  const response = new DerReader(message.expect(EXTENDED_RESPONSE));
  const code = smallInteger(response.expect(TAG.enumerated));
  if (code === 0) return { want: 'tls' };
  // protocolError (2) is what section 4.14.3 gives a server that does not know the operation.
  return stop(code === 2 ? 'not-offered' : 'refused', received);
}

/** Whether the outer element has arrived in full. A length in a form that BER allows and nobody needs counts as complete. */
function complete(received: Uint8Array): boolean {
  const first = received[1];
  if (first === undefined) return false;
  if (first < 0x80) return received.length >= 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 4) return true;
  if (received.length < 2 + count) return false;
  const length = received.subarray(2, 2 + count).reduce((sum, octet) => sum * 256 + octet, 0);
  return received.length >= 2 + count + length;
}
