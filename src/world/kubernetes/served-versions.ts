import * as z from 'zod';
import type { Exchange } from './exchange.ts';

/** The versions of a group that a server has; found out once a connection. */
export type ServedVersions = Map<string, readonly string[]>;

const Group = z.object({ versions: z.array(z.object({ version: z.string() })) });
const Resources = z.object({ resources: z.array(z.object({ name: z.string() })) });

/** What `/apis/GROUP` says; a server without the group has no versions of it. Undefined when it does not say. */
export function versionsIn({ status, body }: Exchange): string[] | undefined {
  if (status === 404) return [];
  return status === 200 ? parsed(Group, body)?.versions.map(({ version }) => version) : undefined;
}

/** What `/apis/GROUP/VERSION` has. Undefined when it does not say. */
export const resourcesIn = ({ status, body }: Exchange): string[] | undefined =>
  status === 200 ? parsed(Resources, body)?.resources.map(({ name }) => name) : undefined;

function parsed<T>(shape: z.ZodType<T>, body: Buffer): T | undefined {
  try {
    return shape.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** A version as the API names them (https://kubernetes.io/docs/reference/using-api/#api-versioning), for a sentence of ours. */
export const versionText = (version: string): string =>
  /^v[0-9]{1,3}(?:(?:alpha|beta)[0-9]{1,3})?$/.test(version) ? version : 'one with an unusual name';
