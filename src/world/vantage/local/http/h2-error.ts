/** Error codes of HTTP/2 (RFC 9113 section 7), by number. */
const NAMES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const;

/** The name of an HTTP/2 error code; codes that are not registered are given by number. */
export const h2ErrorName = (code: number): string => NAMES[code] ?? `error ${code}`;

/** The code by which a server asks for HTTP/1.1 instead. */
export const HTTP_1_1_REQUIRED = 13;
