import * as z from 'zod';
import { CutText, dropping, list, LongText, maybe, Text } from './lenient.ts';
import { ObjectName, PortName, ProtocolOrTcp } from './object-name.ts';

/** A port as a number or as the name of a container port. */
export const IntOrName = z.union([z.int(), Text]);

const probe = z.object({
  httpGet: maybe(z.object({ path: maybe(Text), port: IntOrName, scheme: maybe(Text) })),
  tcpSocket: maybe(z.object({ port: IntOrName })),
  grpc: maybe(z.object({ port: z.int() })),
  exec: maybe(z.object({ command: list(CutText) })),
  initialDelaySeconds: maybe(z.int()),
  periodSeconds: maybe(z.int()),
  timeoutSeconds: maybe(z.int()),
  failureThreshold: maybe(z.int()),
});

/** Proxies, and the settings of the Amazon VPC CNI that decide with which address and groups a pod sends. */
const KEPT_VARIABLE =
  /^(?:(?:https?|all|no)_proxy|AWS_VPC_K8S_CNI_(?:EXTERNALSNAT|EXCLUDE_SNAT_CIDRS)|POD_SECURITY_GROUP_ENFORCING_MODE)$/i;

/** Those variables with a literal value; one from a ConfigMap or Secret keeps its name only. All others are dropped. */
const KeptEnv = dropping(
  (all) =>
    Array.isArray(all)
      ? all.filter(
          (one: { name?: unknown } | null) => typeof one?.name === 'string' && KEPT_VARIABLE.test(one.name),
        )
      : [],
  z.array(z.object({ name: ObjectName, value: maybe(LongText) })),
);

/** A port that a container declares. */
export const ContainerPort = z.object({
  name: maybe(PortName),
  containerPort: z.int(),
  protocol: ProtocolOrTcp,
  hostPort: maybe(z.int()),
});
export type ContainerPort = z.infer<typeof ContainerPort>;

/** A container of a pod. An init container with restartPolicy Always is a sidecar: it runs as long as the pod. */
export const Container = z.object({
  name: ObjectName,
  image: maybe(Text),
  restartPolicy: maybe(Text),
  ports: list(ContainerPort),
  env: KeptEnv,
  /** How many ConfigMaps and Secrets it takes whole: their names are dropped. */
  envFrom: maybe(z.array(z.object({}))),
  readinessProbe: maybe(probe),
});
export type Container = z.infer<typeof Container>;
