import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { asker } from '../asking.ts';
import { sideBySide, timed } from '../sampling.ts';

// What is timed from the near end of a path, a process of its own so that it can run in a network namespace.
// Arguments: WHAT ADDRESS PORT NAME ROUNDS. Prints two medians in milliseconds as {one, other}.
const [what = '', address = '', port = '', servername = '', rounds = ''] = process.argv.slice(2);
const target = { host: address, port: Number(port) };
const ask = await asker();

const pairs: Record<string, () => [() => Promise<unknown>, () => Promise<unknown>]> = {
  inspect: () => [() => ask('tls_inspect', { ...target, servername }), bareHandshake],
  deep: () => [() => ask('tls_inspect', { ...target, servername, deep: true }), bareHandshake],
  connect: () => [bareConnect, bareConnect],
};

async function bareHandshake(): Promise<void> {
  const socket = connectTls({ ...target, servername, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.destroy();
}

async function bareConnect(): Promise<void> {
  const socket = connect(target);
  await once(socket, 'connect');
  socket.destroy();
}

const [one, other] = pairs[what]?.() ?? [];
if (!one || !other) throw new Error(`nothing to time is called ${what}`);
console.log(
  JSON.stringify(
    await sideBySide(
      Number(rounds),
      () => timed(one),
      () => timed(other),
    ),
  ),
);
