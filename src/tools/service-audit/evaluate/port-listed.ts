import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { type Case, serviceTest } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';
import { leadsTo, listed } from './wording.ts';

/** The port that was asked for, by number or (by an Ingress) by name, is none of the Service's. */
export function portNotListed(about: Case, asked: number | string): Check {
  const { service, label } = about;
  const { ports } = service.spec;
  const numbers = ports.map(({ port }) => `${port}`);
  const asTarget = ports.find(({ targetPort }) => targetPort === asked);
  const asNodePort = ports.find(({ nodePort }) => nodePort === asked);
  const evidence = [
    `ports of ${label}: ${ports.map(leadsTo).join(', ') || 'none'}`,
    ...(asTarget ? [`${asked} is the targetPort behind port ${asTarget.port}`] : []),
    ...(asNodePort
      ? [`${asked} is the nodePort of port ${asNodePort.port}: nodes answer on it, the Service does not`]
      : []),
    ...changed(about),
  ];
  const meant = (asTarget ?? asNodePort)?.port;
  return claim.fail('service.port-not-listed', {
    test: serviceTest(about),
    summary: `${label} has no port ${typeof asked === 'number' ? asked : `named ${nameInSentence(asked)}`}; it has ${numbers.length === 0 ? 'none' : listed(numbers)}`,
    evidence,
    fix:
      meant === undefined
        ? 'Use a port that the Service has, or add the port to it.'
        : `Use port ${meant}, or add the port to the Service.`,
  });
}
