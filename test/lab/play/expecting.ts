import { layerOf } from '../../../src/core/failure.ts';
import type { Layer } from '../../../src/core/layer.ts';
import type { Expected } from './scenario.ts';

type More = Pick<Expected, 'also' | 'inOrder' | 'says' | 'claim'>;

/** A failure whose cause is where it hurts, unless `surfacedAt` says otherwise. */
export const fails = (code: string, more: More & { surfacedAt?: Layer } = {}): Expected => {
  const layer = layerOf(code);
  return { status: ['fail'], layer, code, surfacedAt: layer, ...more };
};

/** New connections work, and this is worth mending. */
export const warns = (code: string, more: More = {}): Expected => ({
  ...NOTHING_FAILS,
  status: ['warn'],
  ...more,
  also: [code, ...(more.also ?? [])],
});

/** It cannot be told. */
export const unknown = (more: More = {}): Expected => ({ ...NOTHING_FAILS, status: ['unknown'], ...more });

/** Nothing is found wrong. */
export const passes = (more: More = {}): Expected => ({ ...NOTHING_FAILS, status: ['pass'], ...more });

/** It is no outage; a warning is right, too. */
export const works: Expected = {
  layer: null,
  code: null,
  surfacedAt: null,
  status: ['pass', 'warn'],
};

const NOTHING_FAILS = { layer: null, code: null, surfacedAt: null } as const;
