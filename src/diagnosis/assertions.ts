// The command line asks through here: it knows no tool.
export { Assertion, type Asserted } from '../tools/netpol-audit/assert/assertion.ts';
export { assertAll } from '../tools/netpol-audit/assert/assert.ts';
