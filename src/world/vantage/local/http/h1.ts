import type { Duplex } from 'node:stream';
import { bodyFraming } from '../../../../wire/http/body-framing.ts';
import { encodeRequestHead } from '../../../../wire/http/request-head.ts';
import { ByteSource } from './byte-source.ts';
import type { Course } from './course.ts';
import { Ended } from './ended.ts';
import type { RequestPlan } from './plan.ts';
import { readBody } from './read-body.ts';
import { readHead } from './read-head.ts';
import { locationOf, type Reply } from './reply.ts';
import { excerptOf, safeHeaders } from './safe-text.ts';
import { USER_AGENT } from './user-agent.ts';

/**
 * One request of HTTP/1.1 and the beginning of its answer. Throws Ended, or what the stream throws before the
 * head is whole.
 */
export async function requestH1(stream: Duplex, plan: RequestPlan, course: Course): Promise<Reply> {
  const { method, secure, proxy, authority, path } = plan;
  const target = proxy && !secure ? `http://${authority}${path}` : path;
  const fields = [
    ['Host', authority],
    ['User-Agent', USER_AGENT],
    ['Accept', '*/*'],
  ] as const;
  const source = new ByteSource(stream);
  course.enter('reply');
  stream.write(encodeRequestHead({ method, target, fields }));
  const { head, interim, rest } = await readHead(source, (bytes) => course.answer(bytes));
  const { version, status, reason, fields: headers } = head;
  const seen: Reply = {
    protocol: version === '1.0' ? 'http/1.0' : 'http/1.1',
    status,
    interim: [...interim],
    headers: safeHeaders(headers),
    ...(reason !== '' && { reason: reason.slice(0, 100) }),
    ...locationOf(headers),
  };
  const framing = bodyFraming(method, head);
  if (framing.kind === 'malformed') throw new Ended('malformed', { ...seen, detail: framing.wrong });
  if (framing.kind === 'none') return seen;
  const { body, pieces } = await readBody(source, framing, rest, course);
  const excerpt = excerptOf(pieces, headers);
  return { ...seen, body, ...(excerpt !== undefined && { excerpt }) };
}
