import { createSocket } from 'node:dgram';
import type { DatagramOpener } from '../../opener.ts';

/** Datagrams of this machine, on a connected socket: the kernel passes on only what the other end sent. */
export const datagramsFromHere: DatagramOpener = ({ family, address, port }, events) => {
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  socket.on('error', (error) => events.failed(error));
  socket.on('message', (octets) => events.message(octets));
  socket.on('connect', () => events.began());
  socket.connect(port, address);
  return {
    send: (octets) => socket.send(octets, (error) => error && events.failed(error)),
    close: () => socket.close(),
  };
};
