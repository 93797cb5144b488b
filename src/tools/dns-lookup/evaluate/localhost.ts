import { isLoopback } from '../../../core/address/policy.ts';
import { type Check, pass, skipped, unknown } from '../../../core/check.ts';
import type { Judgement } from '../../../core/finding.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Observation } from '../observation.ts';
import { type Case, warn } from './case.ts';
import { connectionsMade } from './connections.ts';
import { judgeGivenServers } from './given-servers.ts';
import { inMs, listed } from './wording.ts';

const NOT_ASKED =
  'No name server of this machine was asked: localhost names stand for this machine, and resolvers must not ask for them (RFC 6761 section 6.3).';

/** Judges `localhost` and names below it, which should be loopback addresses whoever is asked. */
export function judgeLocalhost(at: Case): Judgement {
  const { seen, input } = at;
  const given = judgeGivenServers(at);
  return {
    checks: [check(seen, nameInSentence(input.name)), ...given.checks],
    notes: [NOT_ASKED, ...given.notes],
    connectionsMade: connectionsMade(seen),
  };
}

function check({ libc, config }: Observation, name: string): Check {
  const test = `getent ahosts ${name}`;
  if (!libc) return skipped('dns', { test: name, summary: `${name} has addresses only, by definition` });
  const evidence = [
    `getaddrinfo ${name}: ${listed(libc.addresses) || (libc.error ?? libc.outcome)}, ${inMs(libc.ms)}`,
  ];
  if (libc.outcome !== 'found') {
    return unknown('dns', {
      test,
      summary: `getaddrinfo here does not know ${name}, which programs with a rule of their own (browsers, curl) take for this machine`,
      evidence,
      fix: `Add ${name} to the hosts file, or "myhostname" to the hosts line of nsswitch.conf.`,
    });
  }
  const astray = libc.addresses.filter((address) => !isLoopback(address));
  if (astray.length === 0)
    return pass('dns', { test, summary: `${name} resolves to ${listed(libc.addresses)}`, evidence });
  const lines = config.hostsLines.filter(({ address }) => astray.includes(address)).map(({ line }) => line);
  const summary = `${name} resolves to ${listed(astray)} here, which is no loopback address`;
  if (lines.length === 0) {
    return unknown('dns', {
      test,
      summary,
      evidence,
      fix: 'Find what answers: the hosts line of nsswitch.conf names the sources in order; the hosts file is not it.',
    });
  }
  return warn('dns.hosts-override', {
    test,
    summary,
    evidence: [...evidence, `line ${lines.join(', ')} of the hosts file`],
    fix: `Correct line ${lines.join(', ')} of the hosts file: 127.0.0.1 and ::1 are localhost.`,
  });
}
