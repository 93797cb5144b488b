import type { Scenario } from '../play/scenario.ts';
import { APP_ANSWERS } from './app/answers.ts';
import { APP_CLIENTS } from './app/clients.ts';
import { ANSWERS } from './dns/answers.ts';
import { AUTHORITIES } from './dns/authorities.ts';
import { ELSEWHERE } from './dns/elsewhere.ts';
import { SILENCE } from './dns/silence.ts';
import { VALIDATION } from './dns/validation.ts';
import { BLACK_HOLES } from './mtu/black-holes.ts';
import { NARROWER } from './mtu/narrower.ts';
import { TUNNELS } from './mtu/tunnels.ts';
import { HEALTHY } from './path/healthy.ts';
import { PATH_HOPS } from './path/hops.ts';
import { SEVERAL } from './path/several.ts';
import { SIZES } from './path/size.ts';
import { NOW_AND_THEN } from './path/now-and-then.ts';
import { ACCEPTING } from './tcp/accepting.ts';
import { BETWEEN } from './tcp/between.ts';
import { DROPPING } from './tcp/dropping.ts';
import { NO_WAY } from './tcp/no-way.ts';
import { OVERLAP } from './tcp/overlap.ts';
import { REFUSING } from './tcp/refusing.ts';
import { REJECTING } from './tcp/rejecting.ts';
import { CERTIFICATES } from './tls/certificates.ts';
import { HANDSHAKES } from './tls/handshakes.ts';

/** Every scenario of the lab, in the order of the table. */
export const SCENARIOS: readonly Scenario[] = [
  ...HEALTHY,
  ...ANSWERS,
  ...SILENCE,
  ...ELSEWHERE,
  ...AUTHORITIES,
  ...VALIDATION,
  ...REFUSING,
  ...REJECTING,
  ...DROPPING,
  ...NO_WAY,
  ...ACCEPTING,
  ...OVERLAP,
  ...BETWEEN,
  ...CERTIFICATES,
  ...HANDSHAKES,
  ...APP_ANSWERS,
  ...APP_CLIENTS,
  ...NOW_AND_THEN,
  ...SEVERAL,
  ...SIZES,
  ...PATH_HOPS,
  ...BLACK_HOLES,
  ...NARROWER,
  ...TUNNELS,
];
