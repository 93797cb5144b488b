import { webUrl } from '../../core/target/web-url.ts';
import { isClusterOnly } from '../../core/target/service-name.ts';
import type { Endpoint } from '../../core/target/target.ts';
import { readSymptom } from '../../diagnosis/symptom.ts';
import { tlsQuestion } from '../../diagnosis/tls-question.ts';
import type { Case } from './case.ts';

/** One call with its arguments, or why it is not for this case. */
export type Step = { readonly tool: string } & (
  { readonly input: Readonly<Record<string, unknown>> } | { readonly notHere: string }
);

/** The one call that usually answers. */
export const diagnoseStep = ({ target, source, symptom }: Case): Step => ({
  tool: 'diagnose',
  input: {
    target: target.text,
    ...(source !== undefined && { source }),
    ...(symptom !== undefined && { symptom: symptom.slice(0, 300) }),
  },
});

/** The single tools in the order of the layers. */
export function singleSteps({ target, source, unreachableSource, symptom }: Case): Step[] {
  if (target.kind !== 'endpoint') return none('it wants a host or an address, and the target is an object');
  if (unreachableSource !== undefined && isClusterOnly(target.host))
    return none('the name means nothing outside its cluster');
  // What cannot be sent from the source may still be a hint when it is sent from here.
  const from = source === undefined || unreachableSource !== undefined ? {} : { from: source };
  const { host, port } = target;
  const { skip, ...tls } = { skip: undefined, ...tlsQuestion(target, false) };
  return [
    target.address
      ? { tool: 'dns_lookup', notHere: 'the target is an address' }
      : { tool: 'dns_lookup', input: { name: host, ...from } },
    { tool: 'tcp_probe', input: { host, ports: [port], ...tries(target, symptom), ...from } },
    skip === undefined
      ? { tool: 'tls_inspect', input: { ...tls, ...from } }
      : { tool: 'tls_inspect', notHere: skip },
    request(target, from),
    ...sizes(target, symptom, from),
  ];
}

/** The measurement of packet sizes, when the complaint speaks of them and the port may be asked so often. */
function sizes(
  { host, port, scheme }: Endpoint,
  symptom: string | undefined,
  from: { from?: string },
): Step[] {
  const asked = readSymptom(symptom).size && scheme?.scheme.protocol !== 'mysql';
  return asked ? [{ tool: 'path_mtu', input: { host, port, ...from } }] : [];
}

const none = (notHere: string): Step[] =>
  ['dns_lookup', 'tcp_probe', 'tls_inspect', 'http_probe'].map((tool) => ({ tool, notHere }));

function tries({ scheme }: Endpoint, symptom: string | undefined): { attempts?: number; interval?: number } {
  // MySQL blocks a client after a hundred connections that it gave up.
  if (scheme?.scheme.protocol === 'mysql') return { attempts: 1 };
  return readSymptom(symptom).intermittent ? { attempts: 10, interval: 400 } : {};
}

function request(target: Endpoint, from: { from?: string }): Step {
  const url = webUrl(target);
  return url === undefined
    ? { tool: 'http_probe', notHere: 'the target is no HTTP URL' }
    : { tool: 'http_probe', input: { url, ...from } };
}
