/** Thrown by every reader in this folder when the bytes are not what X.690 (DER) or X.509 asks for. Nothing else is thrown. */
export class MalformedDer extends Error {
  override readonly name = 'MalformedDer';
}
