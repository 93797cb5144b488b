import type { Check } from '../../../core/check.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import { judgeAnswered } from './answered.ts';
import type { Scene } from './scene.ts';
import { judgeUnanswered } from './unanswered.ts';

/** Judges one exchange. */
export const judge = (exchange: HttpExchange, scene: Scene): Check =>
  exchange.outcome === 'response' ? judgeAnswered(exchange, scene) : judgeUnanswered(exchange, scene);
