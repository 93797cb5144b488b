import type { Finding } from '../../core/finding.ts';
import type { Report } from '../../core/report.ts';

/** Whatever a Callable answers. */
export type Answer = Finding | Report;

export const isReport = (answer: Answer): answer is Report => answer.schema === 'layerwalk/report@1';
