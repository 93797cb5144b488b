import type * as z from 'zod';
import type { Finding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import type { Callable } from '../core/tool.ts';

export type Answer = Finding | Report;

/** A callable as the command line takes it: its answer can be shown. */
export type Answering = Callable<z.ZodObject, Answer>;
