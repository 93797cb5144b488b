import { defineFailures } from '../../core/failure.ts';

export const failures = defineFailures({
  'tls.expired': {
    title: 'The certificate has expired',
    symptom: 'verify error: certificate has expired',
    toldApartBy: "its dates against our clock, and our clock against the server's Date header",
    fix: 'Renew the certificate; if only this clock says so, fix the clock.',
    seen: ['https://github.com/linkerd/linkerd2/issues/3980'],
  },
  'tls.not-yet-valid': {
    title: 'The certificate is not valid yet',
    symptom: 'verify error: certificate is not yet valid',
    toldApartBy: "its dates against our clock, and our clock against the server's Date header",
    fix: 'Fix the clock of the client or of the issuer.',
  },
  'tls.expires-soon': {
    title: 'The certificate expires soon',
    symptom: 'nothing yet',
    toldApartBy: 'the time left: under 14 days, and under a quarter of its lifetime',
    fix: 'Renew the certificate and see why it was not renewed by itself.',
  },
  'tls.name-mismatch': {
    title: 'The certificate is for other names',
    symptom: 'hostname error',
    toldApartBy: 'the name is not among its subjectAltNames (RFC 9525); which those are; the SNI sent',
    fix: 'Reissue the certificate with this name, or connect by a name it has.',
  },
  'tls.default-cert': {
    title: 'The server answers with its default certificate',
    symptom: 'another certificate than the one that was installed',
    toldApartBy:
      'certificates with and without SNI differ, or it is the known default of an ingress or web server',
    fix: 'Fix the TLS host or the Secret that the server looks for under this name.',
    seen: ['https://github.com/kubernetes/ingress-nginx/issues/4909'],
  },
  'tls.incomplete-chain': {
    title: 'The server leaves out an intermediate certificate',
    symptom: 'unable to get local issuer certificate; browsers may still work',
    toldApartBy: 'a path is found only with an intermediate that the server did not send',
    fix: 'Serve the full chain: the certificate first, then each intermediate.',
  },
  'tls.chain-order': {
    title: 'The chain is sent in the wrong order',
    symptom: 'strict clients fail, most work',
    toldApartBy:
      'a certificate is not followed by the one that signed it, though that one was sent; what is sent twice counts once',
    fix: 'Put the certificates in order: each is followed by the one that signed it.',
  },
  'tls.untrusted-ca': {
    title: 'The root is not in the trust store',
    symptom:
      'unknown_ca; unable to get local issuer certificate; self-signed certificate in certificate chain',
    toldApartBy:
      'the chain is complete and its root is not in the store used, or its issuer is in no store and gives no address to fetch it from',
    fix: 'Give the client this CA, or use a certificate of a CA it trusts.',
  },
  'tls.self-signed': {
    title: 'The certificate is self-signed',
    symptom: 'self-signed certificate',
    toldApartBy: 'it is signed by its own key and is not in the store used',
    fix: 'Use a certificate of a CA the client trusts, or add this one to its store.',
  },
  'tls.invalid-chain': {
    title: 'A certificate in the chain may not be used this way',
    symptom: 'invalid CA certificate; path length exceeded; unsuitable certificate purpose',
    toldApartBy:
      'the rule of RFC 5280 section 6.1 that it breaks: CA flag, path length, key usage, purpose, critical extension',
    fix: 'Reissue that certificate with the right extensions.',
  },
  'tls.client-cert-required': {
    title: 'The server wants a client certificate',
    symptom: 'an alert, under TLS 1.3 only after the handshake',
    toldApartBy:
      'a CertificateRequest was seen, and the server ended the connection once no certificate was given',
    fix: 'Give the client a certificate of a CA that the server accepts, and its key.',
  },
  'tls.version': {
    title: 'No common TLS version',
    symptom: 'protocol_version; handshake_failure; unsupported protocol',
    toldApartBy: 'what the server accepts, version by version',
    fix: 'Align the lowest and highest versions of both sides; TLS 1.2 and 1.3 belong on.',
  },
  'tls.cipher': {
    title: 'No common cipher suite',
    symptom: 'handshake_failure; no shared cipher',
    toldApartBy: 'which suite the server picks when every one is offered',
    fix: 'Enable an ECDHE suite with AES-GCM or ChaCha20-Poly1305 on the server.',
  },
  'tls.weak-key': {
    title: 'A key is too small',
    symptom: 'ee key too small; ca key too small; dh key too small',
    toldApartBy: 'the size of the key',
    fix: 'Reissue with RSA of 2,048 bits or more, or P-256.',
  },
  'tls.weak-signature': {
    title: 'A certificate is signed with a broken hash',
    symptom: 'ca md too weak; modern clients refuse',
    toldApartBy: 'the signature algorithm of a certificate that is not the root',
    fix: 'Reissue with SHA-256.',
  },
  'tls.not-reloaded': {
    title: 'A replica still serves an old certificate',
    symptom: 'the old certificate after a renewal, from some addresses',
    toldApartBy: 'one address serves an expired certificate, another a valid one for the same names',
    fix: 'Reload or restart the server behind that address.',
  },
  'tls.large-hello': {
    title: 'A large ClientHello fails, a small one passes',
    symptom: 'clients with post-quantum key shares hang or are reset, older ones work',
    toldApartBy:
      'a 1,600-byte hello fails twice and a small one passes, and its bytes were acknowledged or answered by a reset',
    fix: 'Update the server or the middlebox that reads a ClientHello from one packet only; until then disable post-quantum groups in the client.',
    seen: ['https://tldr.fail'],
  },
  'tls.revoked': {
    title: 'The certificate is revoked',
    symptom: 'certificate revoked',
    toldApartBy: 'the OCSP response that the server staples says so',
    fix: 'Reissue the certificate.',
  },
  'tls.plaintext-port': {
    title: 'The port does not speak TLS',
    symptom: 'wrong version number; packet length too long',
    toldApartBy:
      'the reply to a ClientHello is no TLS record; what it looks like; or the upgrade is not offered',
    fix: 'Use the port that speaks TLS, or enable TLS there.',
  },
  'tls.starttls-needed': {
    title: 'TLS starts only after an upgrade',
    symptom: 'a direct handshake fails with wrong version number or a closed connection',
    toldApartBy: "the protocol's own upgrade command is answered, and TLS follows",
    fix: 'Connect with STARTTLS instead of TLS from the first byte.',
  },
  'tls.plaintext-client': {
    title: 'The client speaks plain text to a TLS port',
    symptom: 'connects, then hangs or is closed',
    toldApartBy: 'a TLS handshake succeeds where the client speaks plain text first',
    fix: 'Make the client speak TLS: rediss://, https://, amqps:// …',
    seen: ['https://github.com/redis/redis-py/issues/1001'],
  },
  'tls.alpn': {
    title: 'No common application protocol',
    symptom: 'gRPC or HTTP/2 fails over TLS; no_application_protocol',
    toldApartBy: 'what was offered by ALPN, and that the server took none',
    fix: 'Enable the protocol (h2 for gRPC) on the server or the proxy in front.',
  },
  'tls.stalls': {
    title: 'The handshake hangs',
    symptom: 'TCP connects, then nothing',
    toldApartBy:
      'the hello was sent and no complete answer came; whether it was acknowledged; whether a small one is answered',
    fix: 'A small hello answered and a large one not acknowledged: look at the path MTU. Otherwise at the server, and at what inspects TLS on the way.',
  },
  'tls.resets': {
    title: 'The connection ends at the hello',
    symptom: 'connection reset by peer; unexpected EOF',
    toldApartBy: 'a reset or an end right after the hello: with this SNI only, or always',
    fix: 'Look at SNI routing and at middleboxes; if it ends always, at the server behind.',
  },
  'tls.alert': {
    title: 'The handshake is refused with an alert',
    symptom: 'unrecognized_name; handshake_failure; internal_error; decode_error',
    toldApartBy:
      'a fatal alert, who sent it and when, which neither the versions and suites that the server accepts nor ALPN nor a wanted client certificate explain',
    fix: "unrecognized_name: connect by a name that the server serves. Otherwise the server's log at that time says why it sent this alert.",
  },
  'tls.malformed': {
    title: 'The server breaks the rules of TLS',
    symptom: 'bad record mac; unexpected message; decode error; endless data',
    toldApartBy: 'records that start like TLS and cannot be read, or more than 1 MiB during a handshake',
    fix: 'Find what answers on this port: a broken proxy, or another protocol.',
  },
});

export type Code = keyof typeof failures;
