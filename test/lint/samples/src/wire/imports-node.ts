// refused: layerwalk(imports): not node:net
import type { Socket } from 'node:net';

export type Stream = Socket;
