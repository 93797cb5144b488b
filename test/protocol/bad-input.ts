/** One bad input: what is sent to which tool, and what the answer must say and may not repeat. */
export interface BadInput {
  readonly what: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly says: RegExp;
  readonly never: RegExp;
}

const bad = (
  what: string,
  tool: string,
  args: Readonly<Record<string, unknown>>,
  says: RegExp,
  never = /(?!)/,
): BadInput => ({ what, tool, args, says, never });

const LONG = 'z'.repeat(1024 * 1024);
const eleven = Array.from({ length: 11 }, (_, n) => n + 1);
const metadata = /169\.254\.0\.0\/16/;
const here = '127.0.0.1';

export const BAD_INPUTS: readonly BadInput[] = [
  bad('no host', 'tcp_probe', { host: 'not a host', ports: [80] }, /host: /),
  bad('credentials', 'diagnose', { target: `https://me:hunter2@${here}/` }, /credentials/, /hunter2/),
  bad('credentials in a URL', 'http_probe', { url: `http://me:hunter2@${here}/` }, /credentials/, /hunter2/),
  bad('a port out of range', 'tcp_probe', { host: here, ports: [70_000] }, /ports\.0: .*65535/),
  bad('a port out of range in a target', 'diagnose', { target: `${here}:99999` }, /1 to 65535/),
  bad('11 ports', 'tcp_probe', { host: here, ports: eleven }, /ports: .*10/),
  bad('a leading dash', 'tls_inspect', { host: '-oProxyCommand=sh', port: 443 }, /cannot start with "-"/),
  bad('a leading dash in a target', 'diagnose', { target: '--help:80' }, /cannot start with "-"/),
  bad('a metadata address', 'tcp_probe', { host: '169.254.169.254', ports: [80] }, metadata),
  bad('a mapped metadata address', 'tcp_probe', { host: '::ffff:169.254.169.254', ports: [80] }, metadata),
  bad('a metadata URL', 'http_probe', { url: 'http://169.254.169.254/latest/' }, metadata),
  bad('a metadata address to walk to', 'diagnose', { target: 'http://169.254.169.254/' }, metadata),
  bad('a number for an address', 'tcp_probe', { host: '2130706433', ports: [80] }, /four decimal octets/),
  bad('a number in a target', 'diagnose', { target: 'http://2130706433/' }, /four decimal octets/),
  bad('an unknown key', 'dns_lookup', { name: 'localhost', nmae: 'x' }, /unknown key "nmae"/),
  bad('a missing key', 'tcp_probe', { ports: [80] }, /host: is missing/),
  bad('a megabyte', 'dns_lookup', { name: LONG }, /at most 253 characters; this has 1048576/, /zzzz/),
  bad('a megabyte of target', 'diagnose', { target: LONG }, /at most 2048 characters/, /zzzz/),
  bad('control characters', 'dns_lookup', { name: 'a\u001b[31m\u0000b' }, /name: /, /[\0-\x08\x0b-\x1f]/),
  bad('no port', 'diagnose', { target: 'localhost' }, /Which port\?/),
  bad('a method that writes', 'http_probe', { url: `http://${here}/`, method: 'POST' }, /GET/),
];
