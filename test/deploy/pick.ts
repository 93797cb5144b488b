import * as z from 'zod';
import type { Manifest } from '../cluster/manifest.ts';

const Container = z.looseObject({
  image: z.string(),
  args: z.array(z.string()),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })),
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }),
});
const Template = z.looseObject({
  spec: z.looseObject({
    serviceAccountName: z.string(),
    terminationGracePeriodSeconds: z.number(),
    containers: z.tuple([Container]),
    volumes: z.tuple([z.looseObject({ secret: z.looseObject({ secretName: z.string() }) })]),
  }),
});
const Workload = z.object({ template: Template });

/** The object of that kind and name. Throws where it is missing. */
export function theOne(objects: readonly Manifest[], kind: string, name: string): Manifest {
  const found = objects.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
}

/** The template of the pods. */
export const podTemplate = (objects: readonly Manifest[]) =>
  Workload.parse(theOne(objects, 'Deployment', 'layerwalk')['spec']).template;

/** What the pods are made of. */
export const podSpec = (objects: readonly Manifest[]) => podTemplate(objects).spec;
