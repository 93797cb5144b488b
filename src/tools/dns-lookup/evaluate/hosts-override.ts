import { formatIp, parseIp } from '../../../core/address/ip.ts';
import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { sameName } from '../domain-name.ts';
import { answered, dataOf } from '../outcome.ts';
import { type Case, warn } from './case.ts';
import { addressesOf, listed } from './wording.ts';

/** getaddrinfo answers from the hosts file and DNS says something else. */
export function judgeHostsOverride({ seen, input, main }: Case): Check[] {
  const { libc, config } = seen;
  const step = main.story.winner ?? main.story.failing;
  if (
    libc?.outcome !== 'found' ||
    config.hostsLines.length === 0 ||
    !config.hostsSources.includes('files') ||
    !step
  )
    return [];
  // This machine's own name is kept in the hosts file by intent.
  if (sameName(input.name, seen.vantage.name)) return [];
  const dns = step.answers.flatMap(({ type, outcome }) =>
    answered(outcome) ? addressesOf(dataOf({ message: outcome.message, type })) : [],
  );
  const dnsSpoke = step.answers.every(({ outcome }) =>
    ['data', 'no-data', 'nxdomain'].includes(outcome.kind),
  );
  const lines = config.hostsLines.filter(({ address }) =>
    libc.addresses.some((found) => sameAddress(found, address)),
  );
  const allFromHosts = libc.addresses.every((found) =>
    lines.some(({ address }) => sameAddress(found, address)),
  );
  const asDns = libc.addresses.every((found) => dns.some((address) => sameAddress(found, address)));
  if (!dnsSpoke || !allFromHosts || asDns) return [];
  const name = nameInSentence(input.name);
  const where = lines.map(({ line }) => line).join(', ');
  return [
    warn('dns.hosts-override', {
      test: `getent -s files ahosts ${name}`,
      summary: `Programs here get ${listed(libc.addresses)} for ${name} from line ${where} of the hosts file; DNS says ${listed(dns) || 'that there is none'}`,
      evidence: lines.map(
        ({ line, address, names }) =>
          `line ${line}: ${parseIp(address) ? address : '(no address)'} ${names.map(nameInSentence).join(' ')}`,
      ),
      fix: {
        summary: `Remove line ${where} from the hosts file, if DNS is right.`,
        verify: `getent ahosts ${name}`,
      },
    }),
  ];
}

function sameAddress(one: string, other: string): boolean {
  const [a, b] = [parseIp(one), parseIp(other)];
  return a !== undefined && b !== undefined && formatIp(a) === formatIp(b);
}
