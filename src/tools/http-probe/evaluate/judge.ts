import { type Check, drawn } from '../../../core/check.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import { judgeAnswered } from './answered.ts';
import type { Scene } from './scene.ts';
import { timingFigure } from './timing-figure.ts';
import { judgeUnanswered } from './unanswered.ts';

/** Judges one exchange. */
export const judge = (exchange: HttpExchange, scene: Scene): Check =>
  drawn(
    exchange.outcome === 'response' ? judgeAnswered(exchange, scene) : judgeUnanswered(exchange, scene),
    timingFigure(exchange.timings),
  );
