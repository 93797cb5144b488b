// The command line asks through here: it knows no tool.
export { Assertion } from './assert/assertion.ts';
export { type Asserted, assertAll } from './assert/assert-all.ts';
