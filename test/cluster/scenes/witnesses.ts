import type { Witness } from '../../lab/play/scenario.ts';

type Asked = Pick<Witness, 'ends' | 'says' | 'silentOn'>;

const nc = (at: string, address: string, port: number, asked: Asked): Witness<string> => ({
  at,
  run: ['nc', '-n', '-z', '-v', '-w', '2', address, String(port)],
  ...asked,
});

/** A connection from a pod opens; is dropped; is refused: netcat says so. */
export const opens = (pod: string, address: string, port = 6379): Witness<string> =>
  nc(pod, address, port, { says: /succeeded/ });
export const isDropped = (pod: string, address: string, port = 6379): Witness<string> =>
  nc(pod, address, port, { ends: 'fails', says: /timed out/ });
export const isRefused = (pod: string, address: string, port = 6379): Witness<string> =>
  nc(pod, address, port, { ends: 'fails', says: /refused/ });

/** What a name server tells a pod about the name of a target: dig says so. */
export const digAt = (pod: string, server: string, target: string, asked: Asked): Witness<string> => ({
  at: pod,
  run: ['dig', '+tries=1', '+time=2', `@${server}`, target.replace(/:\d+$/, '')],
  ...asked,
});

/** What the usual name server tells a pod: dig says so. */
export const dig = (pod: string, words: string, asked: Asked): Witness<string> => ({
  at: pod,
  run: ['dig', '+tries=1', '+time=2', '@10.96.0.10', ...words.split(' ')],
  ...asked,
});

/** A rule that stands for a policy has matched. */
export const enforced: Witness<string> = {
  at: 'node',
  run: ['nft', 'list', 'chain', 'inet', 'node', 'enforce'],
  says: /counter packets [1-9]/,
};
