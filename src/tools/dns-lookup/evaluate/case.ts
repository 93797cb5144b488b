import { claims } from '../../../core/check.ts';
import { isClusterOnly } from '../../../core/target/service-name.ts';
import type { Stamp } from '../../../core/tool.ts';
import { clientStory, type Story } from '../client-story.ts';
import { failures } from '../failures.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { isAddressType, wishes } from '../types-asked.ts';

/** One wish of the client: address types together, any other type alone. */
export interface Wish {
  readonly types: readonly string[];
  readonly story: Story;
  readonly isAddress: boolean;
}

/** What every judgement starts from. */
export interface Case {
  readonly seen: Observation & Stamp;
  readonly input: Input;
  readonly wishes: readonly Wish[];
  /** The first wish: the addresses, when any were asked for. */
  readonly main: Wish;
}

export const { fail, warn } = claims(failures);

export function caseOf(seen: Observation & Stamp, input: Input): Case {
  const all = wishes(input).map((types) => ({
    types,
    story: clientStory(seen, input.name, types),
    isAddress: types.every(isAddressType),
  }));
  const [main] = all;
  if (!main) throw new TypeError('No record type was asked for.');
  return { seen, input, wishes: all, main };
}

/** A pod's resolver searches `svc.<cluster domain>` (Kubernetes DNS specification; dnsPolicy ClusterFirst). */
export const inCluster = ({ config }: Observation): boolean =>
  config.search.some((domain) => /(?:^|\.)svc\./.test(`${domain}.`));

/** Whether the name exists only inside a cluster and was not asked from inside one: then nothing said here is about the real client. */
export const isAskedFromOutside = ({ seen, input }: Case): boolean =>
  isClusterOnly(input.name) && seen.vantage.kind !== 'pod' && !inCluster(seen);
