import { type Check, unknown } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import type { Labels } from '../../../core/kubernetes/labels.ts';
import { atItsSource } from '../../../core/kubernetes/managed-by.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { templateOf } from '../../../core/kubernetes/workload.ts';
import { shellWord } from '../../../core/shell-word.ts';
import { type Difference, differences, differenceText, nearestFirst } from '../differences.ts';
import { type Case, endpointsTest, kubectl } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';

interface Candidate {
  readonly name: string;
  readonly labels: Labels;
}

/** The selector matches no pod: what is nearest to it, and the one label that differs. */
export function noMatch(about: Case): Check {
  const { seen, service, label, modelled } = about;
  const { selector } = service.spec;
  const wants = Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const idle = (seen.workloads?.objects ?? []).filter(
    (one) => differences(selector, templateOf(one)?.metadata.labels ?? {}).length === 0,
  );
  const [asleep] = idle;
  const near = candidates(about);
  const [nearest] = near;
  const evidence = [
    `selector ${wants}: 0 pods in namespace ${service.metadata.namespace}`,
    ...idle.map(
      ({ kind, metadata, spec }) =>
        `${kind} ${metadata.name} would match and ${spec.replicas === 0 ? 'has 0 replicas' : 'has no pod'}`,
    ),
    ...near.slice(0, 3).map((one) => `${one.name}: ${differenceTexts(selector, one.labels)}`),
    ...changed(about),
  ];
  const said = { test: endpointsTest(about), evidence };
  if (modelled && !asleep && !nearest)
    return unknown('service', {
      ...said,
      summary: `No pod of the manifests has the labels that ${label} selects; they may be elsewhere`,
      fix: readFix({ reason: 'not-in-files' }),
    });
  if (asleep) {
    const { kind, metadata, spec } = asleep;
    const none = spec.replicas === 0;
    return claim.fail('service.no-endpoints', {
      ...said,
      summary: `${label} selects the pods of ${kind} ${metadata.name}, which ${none ? 'has 0 replicas' : 'has no pod'}`,
      fix: none
        ? {
            summary: `Scale ${kind} ${metadata.name} up.${atItsSource(metadata)}`,
            command: `${kubectl(about.input, metadata.namespace)} scale ${kind.toLowerCase()}/${metadata.name} --replicas=1`,
            undo: `${kubectl(about.input, metadata.namespace)} scale ${kind.toLowerCase()}/${metadata.name} --replicas=0`,
          }
        : `See why ${kind} ${metadata.name} makes no pod: ${kubectl(about.input, metadata.namespace)} describe ${kind.toLowerCase()} ${metadata.name}`,
    });
  }
  const differing = nearest ? differences(selector, nearest.labels) : [];
  const [only] = differing;
  return claim.fail('service.no-endpoints', {
    ...said,
    summary:
      nearest && only && differing.length === 1
        ? `The selector of ${label} matches no pod: ${nearest.name} has ${differenceText(only)}`
        : `The selector of ${label} matches no pod`,
    ...(nearest &&
      only &&
      differing.length === 1 &&
      selectsStill(service.spec.selector, only) && { fix: patch(about, nearest.labels) }),
  });
}

/** Pods and, where none is near, workloads that the selector may be meant for; the nearest first. */
function candidates({ seen, service }: Case): Candidate[] {
  const pods = (seen.closest?.objects ?? []).map(({ metadata }) => ({
    name: `pod ${metadata.name}`,
    labels: metadata.labels,
  }));
  const workloads = (seen.workloads?.objects ?? []).map((one) => ({
    name: `${one.kind} ${one.metadata.name}`,
    labels: templateOf(one)?.metadata.labels ?? {},
  }));
  return nearestFirst([...pods, ...workloads], service.spec.selector, ({ labels }) => labels);
}

const differenceTexts = (selector: Labels, labels: Labels): string =>
  differences(selector, labels).map(differenceText).join('; ');

/** A selector from which the last label is taken would select nothing on purpose. */
const selectsStill = (selector: Labels, { has, under }: Difference): boolean =>
  has !== undefined || under !== undefined || Object.keys(selector).length > 1;

/** The selector that the nearest pods have: as a merge patch, in which null removes a key (RFC 7386). */
function patch({ service, input, label }: Case, labels: Labels): Fix {
  const { namespace, name } = service.metadata;
  const differing = differences(service.spec.selector, labels);
  const change = Object.fromEntries(
    differing.flatMap(({ key, wants, has, under }): [string, string | null][] => [
      [key, has ?? null],
      ...(has === undefined && under !== undefined ? [[under, wants] as [string, string]] : []),
    ]),
  );
  const back = Object.fromEntries(
    Object.keys(change).map((key): [string, string | null] => [key, service.spec.selector[key] ?? null]),
  );
  const command = (selector: object): string =>
    `${kubectl(input, namespace)} patch service ${name} --type=merge -p ${shellWord(JSON.stringify({ spec: { selector } }))}`;
  return {
    summary: `If these are the pods that ${label} is for: correct its selector, or their labels.${atItsSource(service.metadata)}`,
    command: command(change),
    undo: command(back),
    verify: `${kubectl(input, namespace)} get endpointslices -l kubernetes.io/service-name=${name}`,
    verified: 'unverified',
  };
}
