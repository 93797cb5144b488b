import type { RbacNeed, ReadFailure } from '../../core/world/kubernetes.ts';

/** Why a question to a cluster came to nothing. Never leaves this folder: the port answers with data. */
export class ReadProblem extends Error {
  override readonly name = 'ReadProblem';
  readonly reason: ReadFailure['reason'];
  /** What the server, or a library, said: foreign text. */
  readonly said: string | undefined;
  readonly needs: RbacNeed | undefined;
  constructor(
    reason: ReadFailure['reason'],
    message: string,
    more: { said?: string | undefined; needs?: RbacNeed | undefined } = {},
  ) {
    super(message);
    this.reason = reason;
    this.said = more.said;
    this.needs = more.needs;
  }
}
