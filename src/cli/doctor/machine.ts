/** What a machine has for looking, as far as the ports of the world do not say. */
export interface Machine {
  readonly node: string;
  readonly nodePath: string;
  /** Name, release and architecture of the system. */
  readonly system: string;
  /** Absolute paths of the programs found, by name; null where there is none. */
  readonly programs: Readonly<Record<string, string | null>>;
  readonly rights: {
    readonly root: boolean;
    /** Raw packets may be sent (CAP_NET_RAW, capabilities(7)); null where the system does not say. */
    readonly rawPackets: boolean | null;
    /** File capabilities and set-uid have no effect (PR_SET_NO_NEW_PRIVS); null where the system does not say. */
    readonly noNewPrivileges: boolean | null;
  };
  /** Files of the kernel's view that can be read here, by path. */
  readonly kernelFiles: Readonly<Record<string, boolean>>;
}
