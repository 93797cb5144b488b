import { defineFailures } from '../core/failure.ts';

/** The failure modes that no tool can name alone: what was sent and what was read have to be held against each other. */
export const failures = defineFailures({
  'policy.not-enforced': {
    title: 'A policy denies it and nothing enforces the policy',
    symptom: 'what should be denied connects',
    toldApartBy:
      'The model of the policies says that they deny the connection, and a probe that was sent from the source itself connects; the network plugin that was found.',
    fix: 'Run a network plugin that enforces NetworkPolicy for this pod.',
    seen: ['https://github.com/k3s-io/k3s/issues/445'],
  },
});
