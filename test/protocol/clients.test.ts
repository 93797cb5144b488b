import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENTS, type Session } from './clients.ts';
import { stubProgram } from './program.ts';
import { stubHttp } from './stub-http.ts';

const overStdio = async () => ({ end: stubProgram(), close: async () => undefined });
const WAYS = CLIENTS.flatMap(([name, connect]) => [
  { name: `${name} over stdio`, connect, open: overStdio },
  { name: `${name} over HTTP`, connect, open: stubHttp },
]);

describe.each(WAYS)('$name, with callables made for tests', ({ connect, open }) => {
  let client: Session;
  let close: () => Promise<unknown>;
  beforeAll(async () => {
    const opened = await open();
    close = opened.close;
    client = await connect(opened.end);
  });
  afterAll(async () => {
    await client.close();
    await close();
  });

  test('an answer says the same as text and as structure', async () => {
    const { isError, text, structured } = await client.call('echo', { word: 'hello' });
    expect(isError).toBe(false);
    expect(structured).toMatchObject({ tool: 'echo', target: 'hello', status: 'pass' });
    for (const fact of ['echo', 'hello', 'pass']) expect(text).toContain(fact);
  });

  test('a long answer is cut and says so, in both forms, and is whole when asked for', async () => {
    const concise = await client.call('long', {});
    const whole = await client.call('long', { response_format: 'detailed' });
    for (const said of [concise.text, JSON.stringify(concise.structured)]) {
      expect(Buffer.byteLength(said)).toBeLessThan(6_000);
      expect(said).toMatch(/lines were cut: .*detailed/);
    }
    for (const said of [whole.text, JSON.stringify(whole.structured)]) {
      expect(said).toContain('19: a line');
      expect(said).not.toContain('were cut');
    }
  });

  test('steps are told while it works', async () => {
    const told: unknown[] = [];
    await client.call('steps', {}, { onprogress: ({ message }) => told.push(message) });
    expect(told).toEqual(['one', 'two', 'three\\u{7}']);
  });

  test('a call can be called off, and the next is answered', async () => {
    const off = new AbortController();
    const waiting = client.call('waits', {}, { signal: off.signal });
    off.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
    expect((await client.call('echo', { word: 'next' })).text).toContain('next');
  });

  test('an unknown key is named', async () => {
    const { isError, text } = await client.call('echo', { wrod: 'hello' });
    expect(isError).toBe(true);
    expect(text).toContain('unknown key "wrod"');
    expect(text).toContain('Accepted keys: word, response_format.');
  });

  test('an unknown tool is an error of the protocol', async () => {
    await expect(client.call('nothing', {})).rejects.toThrow('There are: echo, ');
  });

  test('instructions are short and name the order', () => {
    expect(client.instructions).toContain('diagnose');
    expect(Buffer.byteLength(client.instructions ?? '')).toBeLessThan(2_000);
  });
});
