import * as z from 'zod';
import { CidrText } from '../../core/aws/lenient.ts';
import { ResourceId } from '../../core/aws/resource-name.ts';
import { ObjectName } from '../../core/kubernetes/object-name.ts';
import { ReadMessage } from '../../core/kubernetes/read-message.ts';
import { AddressText } from '../../core/plain-text.ts';
import { RbacNeed, ReadFailure } from '../../core/world/kubernetes.ts';

const Unseen = z.object({
  reason: ReadFailure.shape.reason,
  message: ReadMessage,
  needs: RbacNeed.optional(),
});

/** What the Amazon VPC CNI is told to do (https://github.com/aws/amazon-vpc-cni-k8s#cni-configuration-variables). */
export const CniSettings = z.object({
  /** AWS_VPC_K8S_CNI_EXTERNALSNAT: the CNI leaves source addresses as they are. */
  externalSnat: z.boolean(),
  /** AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: towards these, too. */
  excluded: z.array(CidrText),
  /** POD_SECURITY_GROUP_ENFORCING_MODE. */
  enforcing: z.enum(['strict', 'standard']),
});
export type CniSettings = z.infer<typeof CniSettings>;

/** What the cluster says of the pod that has an address. */
export const PodFacts = z.object({
  address: AddressText,
  /** Absent: no pod has the address, or pods could not be read. */
  pod: z.object({ namespace: ObjectName, name: ObjectName }).optional(),
  /** The primary address of its node. */
  hostAddress: AddressText.optional(),
  /** Its own interface, by the annotation vpc.amazonaws.com/pod-eni. */
  branch: ResourceId.optional(),
  /** Absent: the DaemonSet aws-node could not be read. */
  cni: CniSettings.optional(),
  /** Why something is absent. */
  unseen: Unseen.optional(),
});
export type PodFacts = z.infer<typeof PodFacts>;
