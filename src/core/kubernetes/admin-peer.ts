import * as z from 'zod';
import { LabelSelector } from './label-selector.ts';
import { maybe, Text } from './lenient.ts';

/** Pods of namespaces, both by labels. */
export const NamespacedPods = z.object({ namespaceSelector: LabelSelector, podSelector: LabelSelector });

/** The pods that a cluster-scoped policy is about; hostNetwork pods never are (network-policy-api, v1alpha1 and v1alpha2). */
export const Subject = z.object({ namespaces: maybe(LabelSelector), pods: maybe(NamespacedPods) });
export type Subject = z.infer<typeof Subject>;

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  namespaces: ['matchLabels', 'matchExpressions'],
  nodes: ['matchLabels', 'matchExpressions'],
  pods: ['namespaceSelector', 'podSelector'],
};
const hasOnly = (value: unknown, keys: readonly string[]): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).every((key) => keys.includes(key));

/** A field whose own fields are not known (an earlier version's `sameLabels`, say) is one that is not known. */
const renamed = (peer: unknown): unknown =>
  typeof peer !== 'object' || peer === null
    ? peer
    : Object.fromEntries(
        Object.entries(peer).map(([key, value]) => [
          hasOnly(value, KNOWN[key] ?? []) || KNOWN[key] === undefined ? key : `${key}.unknown`,
          value,
        ]),
      );

/**
 * A peer of a cluster-scoped policy. A field that this version does not know is kept as `true`: such a rule fails closed, and so must
 * be seen (netpol facts 32).
 */
export const AdminPeer = z.preprocess(
  renamed,
  z
    .object({
      namespaces: maybe(LabelSelector),
      pods: maybe(NamespacedPods),
      nodes: maybe(LabelSelector),
      networks: maybe(z.array(Text)),
      domainNames: maybe(z.array(Text)),
    })
    .catchall(z.unknown().transform(() => true)),
);
export type AdminPeer = z.infer<typeof AdminPeer>;
