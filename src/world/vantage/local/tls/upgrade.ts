import type { Upgrade } from '../../../../core/world/tls.ts';
import { advance, opening, type StarttlsProtocol } from '../../../../wire/starttls/exchange.ts';
import type { Step } from '../../../../wire/starttls/step.ts';
import type { ByteStream } from './byte-stream.ts';
import type { Deadline } from './deadline.ts';

/**
 * Speaks a protocol's upgrade to TLS over an open stream. With `upgraded` the stream is ready for a ClientHello; with anything
 * else it is of no more use. Sends nothing but what asks for the upgrade.
 */
export async function upgrade(
  stream: ByteStream,
  protocol: StarttlsProtocol,
  host: string,
  deadline: Deadline,
): Promise<Upgrade> {
  let received: Buffer = Buffer.alloc(0);
  let phase = 0;
  const first = opening(protocol, host);
  if (first) stream.write(first);
  const done = new Promise<Upgrade>((resolve) => {
    const look = (): void => {
      const step = advance(protocol, phase, received, host);
      if (step.want === 'more') return;
      if (step.want === 'send') {
        ({ phase } = step);
        received = Buffer.alloc(0);
        return stream.write(step.bytes);
      }
      if (step.want === 'tls' && step.bytes) stream.write(step.bytes);
      resolve(ended(protocol, step, received));
    };
    stream.listen(
      (chunk) => {
        received = Buffer.concat([received, chunk]);
        look();
      },
      ({ how }) => resolve({ protocol, outcome: how === 'lost' ? 'silent' : how }),
    );
  });
  return deadline.within(done, { protocol, outcome: 'silent' });
}

function ended(
  protocol: StarttlsProtocol,
  step: Exclude<Step, { want: 'more' | 'send' }>,
  received: Buffer,
): Upgrade {
  if (step.want === 'stop') return { protocol, outcome: step.why, reply: step.reply };
  // A text reply ends at its line end; bytes after it came before TLS.
  const text = received.toString('latin1');
  const early = LINE_PROTOCOLS.includes(protocol)
    ? text.indexOf('\n') < text.length - 1
    : protocol === 'postgres' && received.length > 1;
  return { protocol, outcome: 'upgraded', ...(early && { earlyBytes: true }) };
}

const LINE_PROTOCOLS: readonly StarttlsProtocol[] = ['smtp', 'imap', 'pop3', 'ftp'];
