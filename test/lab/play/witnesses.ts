import type { Host } from '../network/host.ts';
import type { Witness } from './scenario.ts';

type Asked = Pick<Witness, 'ends' | 'says' | 'silentOn'>;

/** dig's answer to the client, from `server`: `words` are a name, a type and options. */
export const dig = (server: string, words: string, asked: Asked): Witness => ({
  at: 'client',
  run: ['dig', '+tries=1', '+time=2', `@${server}`, ...words.split(' ')],
  ...asked,
});

/** What the C library tells the client's programs. */
export const getent = (name: string, asked: Asked): Witness => ({
  at: 'client',
  run: ['getent', 'ahosts', name],
  ...asked,
});

/** netcat's connection from the client, which neither sends nor waits. */
export const nc = (address: string, port: number, asked: Asked): Witness => ({
  at: 'client',
  run: ['nc', '-n', '-z', '-v', '-w', '2', address, String(port)],
  ...asked,
});

export const opens = (address: string, port: number): Witness => nc(address, port, { says: /succeeded/ });
export const isRefused = (address: string, port: number): Witness =>
  nc(address, port, { ends: 'fails', says: /refused/ });
export const isDropped = (address: string, port: number): Witness =>
  nc(address, port, { ends: 'fails', says: /timed out/ });

/** A rule of the host's packet filter with a counter has matched. */
export const hasMatched = (at: Host): Witness => ({
  at,
  run: ['nft', 'list', 'table', 'inet', 'lab'],
  says: /counter packets [1-9]/,
});

/** openssl's client against a name of the server; its input ends at once. */
export const sClient = (words: string, asked: Asked): Witness => ({
  at: 'client',
  run: ['timeout', '3', 'openssl', 's_client', ...words.split(' ')],
  ends: 'either',
  ...asked,
});

/** curl is not needed: the words of a request, sent by netcat, and what comes back. */
export const httpGet = (address: string, port: number, path: string, asked: Asked): Witness => ({
  at: 'client',
  run: ['nc', '-n', '-w', '2', address, String(port)],
  input: `GET ${path} HTTP/1.0\r\nHost: www.lab.example\r\n\r\n`,
  ends: 'either',
  ...asked,
});
