import { type AppliedProxy, proxyFor } from '../core/no-proxy.ts';
import { webUrl } from '../core/target/web-url.ts';
import { dnsLookup } from '../tools/dns-lookup/tool.ts';
import { httpProbe } from '../tools/http-probe/tool.ts';
import { tcpProbe } from '../tools/tcp-probe/tool.ts';
import { tlsInspect } from '../tools/tls-inspect/tool.ts';
import { endpointsProbe } from './cluster/endpoints/probe.ts';
import { samplesProbe } from './cluster/samples/probe.ts';
import { type Probe, probe } from './probe.ts';
import type { Question } from './question.ts';
import type { Place, Survey } from './survey.ts';
import { tlsQuestion } from './tls-question.ts';
import type { PlannedLeg } from './walk.ts';

/** The legs of a walk and the question to each layer. A proxy that applies ends the first leg. */
export function planLegs(question: Question, survey: Survey): PlannedLeg[] {
  const { target } = question;
  const from = sourceName(question, survey);
  const url = webUrl(target);
  const proxy = url === undefined ? undefined : proxyFor(url, survey.host.proxy);
  return proxy && url !== undefined
    ? throughProxy(question, from, url, proxy)
    : [directLeg(question, survey, from, url)];
}

function directLeg(question: Question, survey: Survey, from: string, url: string | undefined): PlannedLeg {
  const { target, all } = question;
  const source = sourceOf(question);
  const connect = (by: { from?: string }): Probe =>
    probe(tcpProbe, { ...by, host: target.host, ports: [target.port], ...tries(question) });
  const endpoints = endpointsProbe(question, survey);
  const samples = samplesProbe(question, survey, (pod) => connect({ from: pod }));
  const tls = tlsQuestion(target, all);
  return {
    ...(question.audits && { audits: question.audits }),
    ...(endpoints && { endpoints }),
    ...(samples && { samples }),
    from,
    to: target.text,
    end: { host: target.host, port: target.port, ...(url !== undefined && { url }) },
    layers: {
      dns: nameQuestion(target, source),
      tcp: connect(source),
      tls: 'skip' in tls ? tls : probe(tlsInspect, { ...source, ...tls }),
      app:
        url === undefined
          ? { skip: 'no request is known for this target; give a URL to have HTTP asked' }
          : probe(httpProbe, { ...source, url }),
    },
  };
}

function throughProxy(question: Question, from: string, url: string, proxy: AppliedProxy): PlannedLeg[] {
  const source = sourceOf(question);
  const { host, port } = proxy;
  const byProxy = { skip: 'the proxy does this, out of sight' };
  return [
    {
      from,
      to: `proxy ${host}:${port}`,
      end: { host, port },
      layers: {
        dns: nameQuestion(proxy, source),
        tcp: probe(tcpProbe, { ...source, host, ports: [port], ...tries(question) }),
        tls:
          proxy.scheme === 'https'
            ? probe(tlsInspect, { ...source, host, port })
            : { skip: 'the proxy is spoken to in plain text' },
        app: { skip: 'see the next leg' },
      },
    },
    {
      from: `proxy ${host}:${port}`,
      to: question.target.text,
      end: { host: question.target.host, port: question.target.port, url },
      layers: { dns: byProxy, tcp: byProxy, tls: byProxy, app: probe(httpProbe, { ...source, url }) },
    },
  ];
}

/** Who asks, by a name that means something elsewhere too. */
export const sourceName = ({ source = 'local' }: Question, { vantage }: Place): string =>
  source === 'local' ? vantage.name : source;

const sourceOf = ({ source }: Question): { from?: string } => (source === undefined ? {} : { from: source });

// The port that an interrupted handshake blocks its client at is dialled once.
function tries({ target, symptom }: Question): { attempts: number; interval?: number } {
  if (target.scheme?.scheme.protocol === 'mysql') return { attempts: 1 };
  // A fault that comes and goes is seen by tries that are seconds apart.
  return symptom.intermittent ? { attempts: 10, interval: 400 } : { attempts: 3 };
}

const nameQuestion = ({ host, address }: { host: string; address?: unknown }, source: { from?: string }) =>
  address ? { skip: 'an address was given' } : probe(dnsLookup, { ...source, name: host });
