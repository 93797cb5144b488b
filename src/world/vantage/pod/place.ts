/** A container of a pod, where exec runs programs. Names are DNS labels and subdomains, as the API server keeps them. */
export interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** `payments/api-7d9f`. */
export const podName = ({ namespace, pod }: Place): string => `${namespace}/${pod}`;
