import { type Judged, judgeFlow } from '../model/judge-flow.ts';
import type { Model } from '../model/model.ts';
import type { Named } from './ends.ts';

/** HBONE, the port on which ztunnels talk to each other (https://istio.io/latest/docs/ambient/usage/networkpolicy/). */
const HBONE = 15_008;

/**
 * Between two pods of Istio's ambient mode the packets that policies see are the ztunnels', to 15008/TCP, whatever port is dialled: an
 * answer that would be another there is not sure.
 */
export function throughAmbient(model: Model, judged: Judged, source: Named, destination: Named): Judged {
  const { flow } = judged;
  if (flow.protocol !== 'TCP' || !isAmbient(source) || !isAmbient(destination)) return judged;
  const inside = judgeFlow(model, { ...flow, port: HBONE });
  if (inside.verdict === judged.verdict) return judged;
  return { ...judged, verdict: 'unknown', doubts: [...judged.doubts, { kind: 'ambient', port: HBONE }] };
}

const isAmbient = ({ pod }: Named): boolean =>
  pod?.metadata.annotations['ambient.istio.io/redirection'] === 'enabled';
