import { length } from '../wire/codec.ts';

export const run = async (): Promise<unknown> => {
  const { execa } = await import('execa');
  return execa('true', [String(length({ size: 1 }, new Uint8Array()))]);
};
