import { readFile } from 'node:fs/promises';

/**
 * What the API server writes down: every request as it comes, so before it is answered. A test that has its answer
 * finds its request in the log. Left out is what the API server asks itself.
 */
export const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['ResponseStarted', 'ResponseComplete', 'Panic'],
  rules: [{ level: 'None', users: ['system:apiserver'] }, { level: 'Metadata' }],
};

/** A request as RBAC sees it; those to paths such as /version have no resource. */
export interface ApiRequest {
  readonly user: string;
  readonly verb: string;
  /** `pods`, `pods/exec`, `networkpolicies.networking.k8s.io`. */
  readonly resource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Path and query. */
  readonly uri: string;
}

interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly apiGroup?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
}

/** The requests in an audit log, in the order in which they came. */
export async function readAuditLog(file: string): Promise<ApiRequest[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => request(JSON.parse(line) as AuditEvent));
}

function request({ user, verb, requestURI, objectRef = {} }: AuditEvent): ApiRequest {
  const { resource, subresource, apiGroup, namespace, name } = objectRef;
  const group = apiGroup ? `.${apiGroup}` : '';
  return {
    user: user.username,
    verb,
    ...(resource && { resource: `${resource}${group}${subresource ? `/${subresource}` : ''}` }),
    ...(namespace && { namespace }),
    ...(name && { name }),
    uri: requestURI,
  };
}

/** Whether a request only looks. Starting a program in a container is no change of an object either. */
export const isRead = ({ verb, resource }: ApiRequest): boolean =>
  verb === 'get' || verb === 'list' || (verb === 'create' && resource === 'pods/exec');
