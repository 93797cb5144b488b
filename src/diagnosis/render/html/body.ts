import { type Answer, isReport } from '../answer.ts';
import { findingBody } from './finding-body.ts';
import type { Markup } from './markup.ts';
import { reportBody } from './report-body.ts';

/** An answer as the body of a page. */
export const answerBody = (answer: Answer): Markup =>
  isReport(answer) ? reportBody(answer) : findingBody(answer);
