/** Thrown by every parser in this folder when the bytes are not what the TLS RFCs ask for. Nothing else is thrown. */
export class MalformedTls extends Error {
  override readonly name = 'MalformedTls';
}
