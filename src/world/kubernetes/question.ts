import * as z from 'zod';
import type { RbacNeed } from '../../core/world/kubernetes.ts';
import type { Connection } from './connection.ts';
import type { Exchange } from './exchange.ts';
import { ReadProblem } from './read-problem.ts';
import { refusedAnswer } from './refused-answer.ts';
import { groupUrl, type Place, requestUrl } from './request-path.ts';

/** Where something is, the version left to be found. */
export type Unversioned = Omit<Place, 'version'>;

/** One question of a caller, however many requests it takes. */
export interface Question {
  /** The answer as JSON. Throws ReadProblem. */
  ask(place: Unversioned, query?: Readonly<Record<string, string>>): Promise<unknown>;
  /** The answer as text. Throws ReadProblem. */
  text(place: Unversioned, query?: Readonly<Record<string, string>>): Promise<string>;
  /** Requests sent so far. */
  requests(): number;
}

/** The versions of a group that a server has; found out once a connection. */
export type ServedVersions = Map<string, readonly string[]>;

/** A question by one connection. */
export function questionOf(connection: Connection, served: ServedVersions, signal: AbortSignal): Question {
  let sent = 0;
  const count = (): void => void sent++;
  const { server } = connection.context;

  async function send(place: Place, query: Readonly<Record<string, string>>): Promise<Exchange> {
    const answer = await connection.ask(requestUrl(server, place, query), count, signal);
    if (answer.status === 200) return answer;
    throw refusedAnswer(answer, { needs: needOf(place), name: place.name });
  }

  /** Asks in the version that is known to be served, or in the first, and finds out when that is not there. */
  async function versioned(place: Unversioned, query: Readonly<Record<string, string>>): Promise<Exchange> {
    const { group, versions } = place.resource;
    const known = served.get(group);
    const [first] = known ? versions.filter((version) => known.includes(version)) : versions;
    if (first === undefined) throw noSuchVersion();
    try {
      return await send({ ...place, version: first }, query);
    } catch (error) {
      const absent = error instanceof ReadProblem && error.reason === 'no-such-api';
      // Its versions may have changed since: they are found out again by the next question.
      if (absent) served.delete(group);
      if (!absent || known || versions.length === 1) throw error;
    }
    const answer = await connection.ask(groupUrl(server, group), count, signal);
    const found = versionsIn(answer);
    if (found && found.length > 0) served.set(group, found);
    const other = found && versions.find((version) => version !== first && found.includes(version));
    if (other === undefined) throw noSuchVersion();
    return send({ ...place, version: other }, query);
  }

  return {
    async ask(place, query = {}) {
      const { body } = await versioned(place, query);
      try {
        return JSON.parse(body.toString('utf8')) as unknown;
      } catch {
        throw new ReadProblem('unreadable', 'the answer is not JSON');
      }
    },
    text: async (place, query = {}) => (await versioned(place, query)).body.toString('utf8'),
    requests: () => sent,
  };
}

const noSuchVersion = (): ReadProblem =>
  new ReadProblem('no-such-api', 'the API server has no version of it that is understood here (404)');

const Group = z.object({ versions: z.array(z.object({ version: z.string() })) });

/** What `/apis/GROUP` says; a server without the group has no versions of it. Undefined when it does not say. */
function versionsIn({ status, body }: Exchange): string[] | undefined {
  if (status === 404) return [];
  if (status !== 200) return undefined;
  try {
    return Group.parse(JSON.parse(body.toString('utf8'))).versions.map(({ version }) => version);
  } catch {
    return undefined;
  }
}

function needOf({ resource, namespace, name, subresource }: Place): RbacNeed {
  return {
    verb: name === undefined ? 'list' : 'get',
    apiGroup: resource.group,
    resource: subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`,
    ...(namespace !== undefined && { namespace }),
    ...(resource.names && name !== undefined && { name }),
  };
}
