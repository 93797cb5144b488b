import type { Opener, Outlook } from '../opener.ts';
import { connect } from './connect.ts';
import { acknowledged } from './acknowledged.ts';
import type { LocalSetting } from './setting.ts';
import { synsSent } from './syns-sent.ts';

/** This machine's own connections. */
export function fromHere({ policy, files: { proc } }: LocalSetting): Outlook {
  const open: Opener = async (request, signal) => {
    const { dial, socket } = await connect(request, signal, synsSent(proc, request.port));
    if (!socket) return { dial };
    socket.setNoDelay();
    return { dial, stream: Object.assign(socket, { acknowledged: async () => acknowledged(socket, proc) }) };
  };
  return { policy, open };
}
