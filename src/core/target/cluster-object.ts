import { BadInput } from '../bad-input.ts';
import { WORKLOAD_WORDS, type WorkloadKind, workloadKind } from './workload-kind.ts';

/** A Kubernetes object as people write it: `ns/pod`, `ns/Kind/name`, `node/name`, each with an optional `@container`. */
export type ClusterObject =
  | { kind: 'pod'; namespace: string; name: string; container?: string }
  | { kind: 'workload'; namespace: string; workload: WorkloadKind; name: string; container?: string }
  | { kind: 'node'; name: string };

// RFC 1123 label and subdomain, as Kubernetes uses them for namespaces, containers and object names.
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Reads a Kubernetes object reference (a text with one or two slashes). Throws BadInput with what was wrong.
 * Names: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function parseClusterObject(text: string): ClusterObject {
  const [path = '', container, ...rest] = text.split('@');
  const parts = path.split('/');
  if (rest.length > 0 || parts.length < 2 || parts.length > 3) throw notAnObject();
  if (container !== undefined && !LABEL.test(container)) {
    throw new BadInput('The container name after "@" is not valid.', 'Send e.g. payments/deploy/api@app.');
  }
  const inside = container === undefined ? {} : { container };
  if (parts.length === 2) {
    const [first = '', name = ''] = parts;
    if (first === 'node' && SUBDOMAIN.test(name)) return { kind: 'node', name };
    checkNames(first, name);
    return { kind: 'pod', namespace: first, name, ...inside };
  }
  const [namespace = '', word = '', name = ''] = parts;
  const kind = workloadKind(word);
  if (!kind) {
    throw new BadInput(
      'The kind between the slashes is not known.',
      `Send one of: ${WORKLOAD_WORDS.join(', ')}.`,
    );
  }
  checkNames(namespace, name);
  if (kind === 'Pod') return { kind: 'pod', namespace, name, ...inside };
  return { kind: 'workload', namespace, workload: kind, name, ...inside };
}

function checkNames(namespace: string, name: string): void {
  if (!LABEL.test(namespace) || !SUBDOMAIN.test(name)) {
    throw new BadInput(
      'A namespace or object name has only lower-case letters, digits, "-" and, in object names, dots.',
      'Send e.g. payments/api-7d9f or payments/deploy/api.',
    );
  }
}

const notAnObject = (): BadInput =>
  new BadInput('Not a Kubernetes object.', 'Send namespace/pod, namespace/kind/name or node/name.');

/** The text that {@link parseClusterObject} reads back. */
export function formatClusterObject(object: ClusterObject): string {
  if (object.kind === 'node') return `node/${object.name}`;
  const container = object.container === undefined ? '' : `@${object.container}`;
  const kind = object.kind === 'workload' ? `${object.workload.toLowerCase()}/` : '';
  return `${object.namespace}/${kind}${object.name}${container}`;
}
