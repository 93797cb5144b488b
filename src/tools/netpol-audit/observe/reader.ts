import { resources } from '../../../core/kubernetes/resources.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import { type ResourceType, resourceName } from '../../../core/kubernetes/resource-type.ts';
import type { Look } from '../../../core/tool.ts';
import type { Reading } from '../../../core/world/kubernetes.ts';
import type { Unseen } from '../observation.ts';

/** Of one resource in one namespace. */
const MOST = 5000;

/** Reads a cluster, keeping count of the requests and of what could not be read. */
export class Reader {
  readonly missing: Unseen[] = [];
  requests = 0;
  #services: Promise<readonly Service[]> | undefined;
  readonly #absent = new Set<unknown>();
  readonly #look: Pick<Look, 'world' | 'signal'>;
  readonly #context: string | undefined;

  constructor(look: Pick<Look, 'world' | 'signal'>, context: string | undefined) {
    this.#look = look;
    this.#context = context;
  }

  /** One object; undefined when it is not there, or could not be read (then it is missing). */
  async get<T>(resource: ResourceType<T>, name: string, namespace?: string): Promise<T | undefined> {
    const { kubernetes } = this.#look.world;
    const answer = await kubernetes.get(
      { resource, name, namespace, context: this.#context },
      this.#look.signal,
    );
    return this.#kept(resource, namespace, answer)[0];
  }

  /** The objects of a resource in a namespace, or of a resource that no namespace holds. */
  async list<T>(
    resource: ResourceType<T>,
    namespace: string | undefined,
    query: { labelSelector?: string; fieldSelector?: string; limit?: number } = {},
  ): Promise<readonly T[]> {
    const { kubernetes } = this.#look.world;
    const answer = await kubernetes.list(
      { resource, namespace, context: this.#context, limit: MOST, ...query },
      this.#look.signal,
    );
    const found = this.#kept(resource, namespace, answer);
    const cut =
      answer.status === 'ok' &&
      (answer.truncated || (answer.unreadable !== undefined && answer.unreadable > 0));
    if (cut && query.limit === undefined) this.#miss(resource, namespace, { reason: 'unreadable' });
    return found;
  }

  /** The Services of all namespaces, read once: there is no field selector for their addresses. */
  allServices(): Promise<readonly Service[]> {
    return (this.#services ??= this.list(resources.services, undefined));
  }

  /** Two resources that are installed together: where the cluster has no such API, the second is not asked for. */
  async pair<A, B>(first: ResourceType<A>, second: ResourceType<B>): Promise<[readonly A[], readonly B[]]> {
    const one = await this.list(first, undefined);
    return [one, this.#absent.has(first) ? [] : await this.list(second, undefined)];
  }

  #kept<T>(resource: ResourceType<T>, namespace: string | undefined, answer: Reading<T>): readonly T[] {
    this.requests += answer.requests;
    if (answer.status === 'ok') return answer.objects;
    const { reason, needs } = answer;
    if (reason === 'no-such-api') this.#absent.add(resource);
    // What is not there is known not to be there. An API that every server has and this one lacks is kept from us by something.
    const absent = reason === 'not-found' || (reason === 'no-such-api' && resource.optional === true);
    if (!absent) {
      const { message } = answer;
      this.#miss(resource, namespace, {
        reason,
        ...(needs && { needs }),
        ...(reason === 'not-understood' && { message }),
      });
    }
    return [];
  }

  #miss(
    resource: ResourceType,
    namespace: string | undefined,
    why: Omit<Unseen, 'resource' | 'namespace'>,
  ): void {
    this.missing.push({
      resource: resourceName(resource),
      ...(namespace !== undefined && { namespace }),
      ...why,
    });
  }
}
