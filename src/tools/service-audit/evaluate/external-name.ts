import { parseIp } from '../../../core/address/ip.ts';
import { type Check, pass, unknown } from '../../../core/check.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { isPlainName, nameInSentence, quote } from '../../../core/untrusted.ts';
import { type Case, serviceTest } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';

/** A Service that is only a CNAME (https://kubernetes.io/docs/concepts/services-networking/service/#externalname). */
export function externalName(about: Case): Check {
  const { service, seen, label } = about;
  const to = service.spec.externalName ?? '';
  const said = {
    test: serviceTest(about),
    untrusted: isPlainName(to) ? [] : [quote('externalName', to)],
  };
  const changes = changed(about);
  if (parseIp(to))
    return claim.fail('service.external-name', {
      ...said,
      summary: `${label} is an ExternalName for the address ${to}, which DNS takes for a name`,
      evidence: [
        'ExternalName is a CNAME: an address there is a name of digits, which nobody has',
        ...changes,
      ],
    });
  const failure = seen.pointsTo?.failure;
  if (failure?.reason === 'not-found')
    return claim.fail('service.external-name', {
      ...said,
      summary: `${label} points to ${nameInSentence(to)}, and there is no such Service`,
      evidence: [`externalName ${nameInSentence(to)}`, ...changes],
    });
  if (failure)
    return unknown('service', {
      ...said,
      summary: `${label} points to ${nameInSentence(to)}; whether that Service exists could not be seen: ${failure.message}`,
      fix: readFix(failure),
    });
  return pass('service', {
    ...said,
    summary: `${label} is a CNAME to ${nameInSentence(to)}`,
    evidence: [
      'type ExternalName: its selector and ports play no part; clients need the target’s own port',
      'clients send the Service’s name as host name and in TLS, which the target may not serve',
    ],
  });
}
