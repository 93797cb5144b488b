import { describe, expect, test } from 'vitest';
import { LONGEST_MESSAGE } from '../../src/mcp/stdio/transport.ts';
import { RawProgram, stubProgram } from './program.ts';

const call = (name: string, args: object = {}): object => ({ name, arguments: args });

async function started(): Promise<RawProgram> {
  const program = new RawProgram(stubProgram());
  await program.initialize();
  return program;
}

describe('what a client may do wrong', () => {
  test('garbage is logged and ignored, and the next request is answered', async () => {
    using program = await started();
    program.write('this is not json\n\n{"half":\n\u0000\u0001\n[]\n42\n"text"\n{"jsonrpc":"2.0"}\n');
    const answer = await program.ask('tools/call', call('echo', { word: 'still here' }));
    expect(answer.result?.structuredContent?.['target']).toBe('still here');
    expect(program.stderr).toContain('not JSON');
  });

  test('a value with an id that is no request is told so', async () => {
    using program = await started();
    program.write('{"id":7,"params":[]}\n');
    expect((await program.reply(7)).error).toEqual({ code: -32600, message: 'Not a JSON-RPC request.' });
  });

  test('the key of prototypes is refused by its name, and nothing is asked', async () => {
    using program = await started();
    program.write(
      '{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"echo","arguments":{"word":"a","__proto__":{"word":"b"}}}}\n',
    );
    expect((await program.reply(8)).error?.message).toContain('unknown key "__proto__"');
    expect((await program.ask('tools/call', call('echo', { word: 'on' }))).result?.isError).toBeUndefined();
  });

  test('a message of 100 MB is dropped and answered by its id, and the server goes on', async () => {
    using program = await started();
    const piece = 'x'.repeat(1024 * 1024);
    program.write('{"method":"tools/call","params":{"name":"echo","arguments":{"word":"');
    for (let sent = 0; sent < 100; sent += 1) program.write(piece);
    program.write('"}},"jsonrpc":"2.0","id":9}\n');
    const { error } = await program.reply(9);
    expect(error?.message).toMatch(
      new RegExp(`^a message of \\d+ bytes is longer than the ${LONGEST_MESSAGE} that are read`),
    );
    expect((await program.ask('tools/call', call('echo', { word: 'on' }))).result?.isError).toBeUndefined();
  });

  test('what is repeated of a megabyte is short, wherever it stands', async () => {
    using program = await started();
    const long = 'y'.repeat(1024 * 1024);
    const answers = [
      await program.ask('tools/call', call('echo', { word: long })),
      await program.ask('tools/call', call('echo', { [long]: 1 })),
      await program.ask('tools/call', call(long)),
      await program.ask('prompts/get', { name: long }),
      await program.ask('prompts/get', { name: 'report_builder', arguments: { target: long } }),
      await program.ask('prompts/get', { name: 'report_builder', arguments: { target: 'a:1', [long]: 'x' } }),
      await program.ask('resources/read', { uri: `layerwalk://failure-modes/${long}` }),
      await program.ask('resources/read', { uri: long }),
      await program.ask('completion/complete', {
        ref: { type: 'ref/prompt', name: long },
        argument: { name: 'a', value: '' },
      }),
      await program.ask(long),
    ];
    for (const answer of answers) {
      expect(JSON.stringify(answer).length).toBeLessThan(1_500);
      expect(answer.error?.message ?? answer.result?.content?.[0]?.text).toMatch(/./);
    }
    expect((await program.ask('ping')).error).toBeUndefined();
  });
});

describe('what a tool may do wrong', () => {
  test('only the protocol reaches stdout', async () => {
    using program = await started();
    const answer = await program.ask('tools/call', call('prints'));
    expect(answer.result?.content?.[0]?.text).toContain('printed');
    await program.logged('to the console');
    await program.logged('straight to stdout');
  });

  test('a bug is an error with an id that is in the log, and the server goes on', async () => {
    using program = await started();
    const { result } = await program.ask('tools/call', call('breaks'));
    expect(result?.isError).toBe(true);
    const id = /internal error ([0-9a-f]{6});/.exec(result?.content?.[0]?.text ?? '')?.[1];
    expect(result?.content?.[0]?.text).not.toContain('the bug');
    await program.logged(`internal error ${id}: TypeError: the bug`);
    expect((await program.ask('tools/call', call('echo'))).result?.isError).toBeUndefined();
  });

  test('an error that nobody catches is logged, and the call is answered', async () => {
    using program = await started();
    const { result } = await program.ask('tools/call', call('breaks_later'));
    expect(result?.content?.[0]?.text).toContain('went on');
    await program.logged('the late bug');
  });

  test.each([
    ['bad', 'bad: That was wrong. Send this instead.'],
    ['refused', 'refused: Not there. Refused by rule: rule 7.'],
  ])('%s input says what to do instead', async (name, text) => {
    using program = await started();
    const { result } = await program.ask('tools/call', call(name));
    expect(result).toEqual({ content: [{ type: 'text', text }], isError: true });
  });
});

describe('progress and cancellation', () => {
  test('each step is told before the answer, made safe, and only to those who asked', async () => {
    using program = await started();
    const params = { ...call('steps'), _meta: { progressToken: 'p' } };
    await program.ask('tools/call', params);
    const told = program.messages.filter(({ method }) => method === 'notifications/progress');
    expect(told.map(({ params: said }) => [said?.progress, said?.message])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three\\u{7}'],
    ]);
    expect(program.messages.at(-1)?.result).toBeDefined();
    await program.ask('tools/call', call('steps'));
    expect(program.messages.filter(({ method }) => method !== undefined)).toHaveLength(3);
  });

  test('a cancelled call is called off and not answered', async () => {
    using program = await started();
    const requestId = program.request('tools/call', call('waits'));
    await program.logged('waits: started');
    program.send({ method: 'notifications/cancelled', params: { requestId, reason: 'no longer' } });
    await program.logged('waits: called off');
    await program.ask('ping');
    expect(program.messages.some(({ id }) => id === requestId)).toBe(false);
    expect(program.stderr).not.toContain('internal error');
  });

  test('calls run side by side', async () => {
    using program = await started();
    program.request('tools/call', call('waits'));
    const { result } = await program.ask('tools/call', call('echo', { word: 'meanwhile' }));
    expect(result?.content?.[0]?.text).toContain('meanwhile');
  });
});

describe('the end', () => {
  test('when stdin ends with nothing under way, it exits with 0', async () => {
    using program = await started();
    program.child.stdin.end();
    expect(await program.exited()).toEqual({ code: 0, signal: null });
  });

  test('a call that is nearly done is still answered', async () => {
    using program = await started();
    const id = program.request('tools/call', call('short'));
    program.child.stdin.end();
    expect((await program.reply(id)).result?.content?.[0]?.text).toContain('after a moment');
    expect(await program.exited()).toEqual({ code: 0, signal: null });
  });

  test('requests and the end in one write are answered', async () => {
    using program = new RawProgram(stubProgram());
    const initialize = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'pipe', version: '1' },
    };
    program.send({ id: 1, method: 'initialize', params: initialize });
    program.send({ id: 2, method: 'tools/call', params: call('short') });
    program.child.stdin.end();
    expect((await program.reply(2)).result?.content?.[0]?.text).toContain('after a moment');
    expect((await program.exited()).code).toBe(0);
  });

  test('a call that goes on is called off', async () => {
    using program = await started();
    program.request('tools/call', call('waits'));
    await program.logged('waits: started');
    program.child.stdin.end();
    expect(await program.exited()).toEqual({ code: 0, signal: null });
    expect(program.stderr).toContain('waits: called off');
  });

  test('a call that does not listen cannot hold the process', async () => {
    using program = await started();
    program.request('tools/call', call('deaf'));
    await program.logged('deaf: started');
    program.child.stdin.end();
    expect(await program.exited()).toEqual({ code: 0, signal: null });
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s calls off what runs and exits', async (signal) => {
    using program = await started();
    program.request('tools/call', call('waits'));
    await program.logged('waits: started');
    program.child.kill(signal);
    expect(await program.exited()).toEqual({ code: 0, signal: null });
    expect(program.stderr).toContain('waits: called off');
  });

  test('it ends when the client stops reading and goes away', async () => {
    using program = await started();
    program.child.stdout.destroy();
    program.request('tools/call', call('echo'));
    expect(await program.exited()).toEqual({ code: 0, signal: null });
  });
});
