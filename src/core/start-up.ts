/** What is decided once, when the program starts, and never by a call. */
export interface StartUp {
  /** Networks that may be contacted although a default refuses them. */
  readonly allowCidr: readonly string[];
  /** Networks that may not be contacted. */
  readonly denyCidr: readonly string[];
  /** PEM file of CA certificates: the client's own trust store. */
  readonly caFile?: string;
  /** The kubeconfig; absent: the one that kubectl would use. */
  readonly kubeconfig?: string;
  /** Its context, for calls that name none; absent: the current one. */
  readonly kubeContext?: string;
  /** Folders or files of manifests that stand for the cluster. */
  readonly manifests: readonly string[];
  /** Whether this machine itself may not be asked about: others decide what is asked, and it is theirs to reach others. */
  readonly refuseOwn?: true;
  /** Whether programs may be run in pods by exec, to look from there. */
  readonly allowExec?: true;
  /** Addresses of public name servers that dns_lookup compares with. */
  readonly publicResolver: readonly string[];
  /** Folder of what the AWS CLI printed, to answer from instead of an account. */
  readonly awsDump?: string;
  /** Where to keep what was observed. */
  readonly record?: string;
  /** The recording to answer from, with no network. */
  readonly replay?: string;
}
