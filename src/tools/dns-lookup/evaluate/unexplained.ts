import { type Check, unknown } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Case } from './case.ts';
import type { Said } from './said.ts';
import { fail } from './case.ts';
import { stallEvidence } from './slow.ts';

/** The servers have the name and getaddrinfo says no: what stands between them, where that can be seen. */
export function unexplained(at: Case, said: Said): Check {
  const { config, libc } = at.seen;
  const name = nameInSentence(at.input.name);
  const stall = stallEvidence(at);
  if (stall && libc?.outcome !== 'not-found') {
    return fail('dns.slow-5s', {
      ...said,
      summary: `getaddrinfo gives up on ${name} though every server answers at once`,
      evidence: [...stall, ...said.evidence],
    });
  }
  const before = blockerBeforeDns(config.hostsSources, at.input.name);
  const order = `nsswitch.conf: hosts: ${config.hostsSources.join(' ')}`;
  if (config.libc === 'glibc' && before !== undefined) {
    return unknown('dns', {
      ...said,
      summary: `The name servers have ${name}, but getaddrinfo finds nothing: ${before}`,
      evidence: [order, ...said.evidence],
      fix: {
        summary: 'Put dns into the hosts line of nsswitch.conf, before any action that returns.',
        verify: `getent -s dns ahosts ${name}`,
      },
    });
  }
  return unknown('dns', {
    ...said,
    summary: `The name servers have ${name}, but getaddrinfo says ${libc?.error ?? libc?.outcome ?? 'nothing'}; what stands between them was not seen`,
    evidence: [order, ...said.evidence],
    fix: {
      summary:
        'Ask each source of the hosts line by itself, and look whether a cache (nscd, systemd-resolved) holds an old answer.',
      command: `getent -s dns ahosts ${name}`,
    },
  });
}

/** What in the hosts line keeps getaddrinfo from asking DNS: no source that does, or an action that ends the search before it. */
function blockerBeforeDns(sources: readonly string[], name: string): string | undefined {
  const dns = sources.findIndex((source) => source === 'dns' || source === 'resolve');
  if (dns < 0) return 'the hosts line of nsswitch.conf has no dns';
  const ends = sources
    .slice(0, dns)
    .some((action, i) => ENDS_ON_NOT_FOUND.test(action) && speaksFor(sources[i - 1] ?? '', name));
  return ends ? 'the hosts line of nsswitch.conf ends the search before it asks dns' : undefined;
}

// nsswitch.conf(5): the action of NOTFOUND, by name or by the negation of another status.
const ENDS_ON_NOT_FOUND = /^\[.*(?:(?<!!)\bnotfound|!(?:success|unavail|tryagain))=return.*\]$/i;

/** The minimal mDNS sources pass over every name that is not under .local. */
const speaksFor = (source: string, name: string): boolean =>
  !/^mdns.*_minimal$/.test(source) || /\.local\.?$/i.test(name);
