import { lastChange } from '../../../core/kubernetes/last-change.ts';
import { managedBy } from '../../../core/kubernetes/managed-by.ts';
import type { Case } from './case.ts';

/** When the Service was changed last and who manages it: lines of evidence. */
export function changed({ service, label }: Case): string[] {
  const change = lastChange(service.metadata);
  const manager = managedBy(service.metadata);
  return [
    ...(change === undefined ? [] : [`Service ${label} ${change}`]),
    ...(manager === undefined ? [] : [`Service ${label} is managed by ${manager}`]),
  ];
}
