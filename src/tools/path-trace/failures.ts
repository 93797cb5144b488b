import { defineFailures } from '../../core/failure.ts';

/** path_trace names no failure: what hops say is a side view, evidence beside the client's own connection. */
export const failures = defineFailures({});
