/** A request without a body. */
export interface RequestHead {
  readonly method: string;
  /** origin-form, absolute-form or authority-form (RFC 9112 section 3.2). */
  readonly target: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** The bytes of a request of HTTP/1.1. Throws TypeError on a part that would break its line. */
export function encodeRequestHead({ method, target, fields }: RequestHead): Uint8Array {
  if (!/^[A-Z]+$/.test(method) || !/^[\x21-\x7e]+$/.test(target))
    throw new TypeError('Not a method and target of HTTP.');
  for (const [name, value] of fields) {
    if (!/^[A-Za-z-]+$/.test(name) || /[^\x20-\x7e]/.test(value)) throw new TypeError('Not a header.');
  }
  const lines = [`${method} ${target} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
