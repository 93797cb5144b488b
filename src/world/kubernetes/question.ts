import type { RbacNeed } from '../../core/world/kubernetes.ts';
import type { Link } from './connections.ts';
import type { Exchange } from './exchange.ts';
import { ReadProblem } from './read-problem.ts';
import { refusedAnswer } from './refused-answer.ts';
import { groupsUrl, groupUrl, type Place, requestUrl, versionUrl } from './request-path.ts';
import { resourcesIn, versionsIn, versionText } from './served-versions.ts';

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

/** A question by one connection, one of those of a call. */
export function questionOf(
  { connection, served, groups }: Link,
  { call, deadline }: { readonly call: AbortSignal; readonly deadline: AbortSignal },
): Question {
  const signal = AbortSignal.any([call, deadline]);
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
    const { group, versions, optional } = place.resource;
    const listed = optional
      ? await groups.get(call, () => connection.ask(groupsUrl(server), count, signal))
      : undefined;
    const known = listed ? (listed.get(group) ?? []) : served.get(group);
    const [first] = known ? versions.filter((version) => known.includes(version)) : versions;
    try {
      if (first === undefined) throw noSuchVersion();
      return await send({ ...place, version: first }, query);
    } catch (error) {
      if (!(error instanceof ReadProblem) || error.reason !== 'no-such-api') throw error;
      // Its versions may have changed since: they are found out again by the next question.
      if (first !== undefined) served.delete(group);
      if (listed && known) throw (await inAnother(place, known)) ?? error;
      if (known || versions.length === 1) throw error;
    }
    const found = await findOut(group);
    const other = found && versions.find((version) => version !== first && found.includes(version));
    if (other === undefined) throw noSuchVersion();
    return send({ ...place, version: other }, query);
  }

  async function findOut(group: string): Promise<string[] | undefined> {
    const found = versionsIn(await connection.ask(groupUrl(server, group), count, signal));
    if (found && found.length > 0) served.set(group, found);
    return found;
  }

  /** The problem that a resource is there in a version that is not understood; undefined where it is not. */
  async function inAnother(
    { resource: { group, versions, plural } }: Unversioned,
    known: readonly string[],
  ): Promise<ReadProblem | undefined> {
    for (const version of known.filter((one) => !versions.includes(one)).slice(0, MOST_VERSIONS)) {
      const answer = await connection.ask(versionUrl(server, group, version), count, signal);
      if (resourcesIn(answer)?.includes(plural))
        return new ReadProblem(
          'not-understood',
          `the API server has it only in a version that is not understood here: ${versionText(version)}`,
        );
    }
    return undefined;
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

/** An API that changes has few; more are not looked into. */
const MOST_VERSIONS = 4;

const noSuchVersion = (): ReadProblem =>
  new ReadProblem('no-such-api', 'the API server has no version of it that is understood here (404)');

function needOf({ resource, namespace, name, subresource }: Place): RbacNeed {
  return {
    verb: name === undefined ? 'list' : 'get',
    apiGroup: resource.group,
    resource: subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`,
    ...(namespace !== undefined && { namespace }),
    ...(resource.names && name !== undefined && { name }),
  };
}
