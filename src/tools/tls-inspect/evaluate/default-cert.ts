import type { Certificate } from '../../../core/world/certificate.ts';

// What servers present when nothing was configured, by subject.
const DEFAULTS: readonly (readonly [RegExp, string])[] = [
  [/\bCN=Kubernetes Ingress Controller Fake Certificate\b/, 'ingress-nginx'],
  [/\bCN=TRAEFIK DEFAULT CERT\b/, 'Traefik'],
  [/\bCN=NGINXIngressController\b/, 'the NGINX Ingress Controller'],
  [/\bO=SomeOrganization\b/, 'Apache mod_ssl'],
  [/\bCN=(?:Plesk|Parallels Panel)\b/, 'Plesk'],
];

/** Whose default certificate this is, when it is a known one. */
export function knownDefault({ subject }: Certificate): string | undefined {
  return DEFAULTS.find(([pattern]) => pattern.test(subject))?.[1];
}
