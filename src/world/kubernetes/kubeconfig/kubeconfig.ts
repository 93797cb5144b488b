import * as z from 'zod';

// Fields that are wrong or null count as not given: kubectl is as lenient with what it does not use.
const text = z.string().min(1).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const named = <Part extends z.ZodType>(part: Part) =>
  z
    .array(z.unknown())
    .nullish()
    .transform((list) =>
      (list ?? []).flatMap((one) => {
        const read = part.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );

export const ClusterEntry = z.object({
  server: z.string(),
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': flag,
  'tls-server-name': text,
  'proxy-url': text,
  extensions: z
    .array(z.object({ name: z.string(), extension: z.unknown() }))
    .nullish()
    .catch(undefined),
});
export type ClusterEntry = z.infer<typeof ClusterEntry>;

/** A credential plugin (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuration). */
export const ExecEntry = z.object({
  apiVersion: z.string(),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  provideClusterInfo: flag,
  interactiveMode: text,
});
export type ExecEntry = z.infer<typeof ExecEntry>;

export const UserEntry = z.object({
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  as: text,
  'as-groups': z.array(z.string()).nullish().catch(undefined),
  exec: ExecEntry.nullish(),
  'auth-provider': z
    .object({ name: z.string(), config: z.record(z.string(), z.string()).nullish() })
    .nullish()
    .catch(undefined),
});
export type UserEntry = z.infer<typeof UserEntry>;

export const ContextEntry = z.object({ cluster: z.string(), user: text, namespace: text });
export type ContextEntry = z.infer<typeof ContextEntry>;

/**
 * A kubeconfig as far as a client needs it: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/. Entries that
 * cannot be read are left out.
 */
export const Kubeconfig = z.object({
  'current-context': text,
  clusters: named(z.object({ name: z.string(), cluster: ClusterEntry })),
  users: named(z.object({ name: z.string(), user: UserEntry.nullish().transform((user) => user ?? {}) })),
  contexts: named(z.object({ name: z.string(), context: ContextEntry })),
});
export type Kubeconfig = z.infer<typeof Kubeconfig>;
