import { createServer, type Socket } from 'node:net';

// A TCP server. Argument: JSON of Wish. Ends when it is killed.

/** What it does: at the connection, or once the client has spoken. A character of a text is a byte. */
interface Wish {
  port: number;
  host?: string;
  /** Bytes sent at once. */
  greeting?: string;
  /** Bytes sent when the client has spoken. */
  answer?: string;
  /** How the connection ends: at once, or after the answer. */
  ending?: 'close' | 'reset';
  /** Wait for the client before `ending`. */
  onData?: boolean;
}

const wish: Wish = JSON.parse(process.argv[2] ?? '');

const finish = (socket: Socket): void => {
  if (wish.ending === 'reset') socket.resetAndDestroy();
  else if (wish.ending === 'close') socket.end();
};

const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  if (wish.greeting !== undefined) socket.write(wish.greeting, 'latin1');
  if (wish.answer === undefined && wish.onData !== true) finish(socket);
  else {
    socket.once('data', () => {
      if (wish.answer === undefined) finish(socket);
      else socket.write(wish.answer, 'latin1', () => finish(socket));
    });
  }
});
server.listen(wish.port, wish.host ?? '::');
