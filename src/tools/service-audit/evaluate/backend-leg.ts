import type { Check } from '../../../core/check.ts';
import type { RoutedBackend } from '../entrance/backend.ts';
import { claim } from './claim.ts';
import { backendText } from './routed-where.ts';

/**
 * The half of ingress.backend that reading can tell: the Service behind an entrance has a failure of its own, so the entrance
 * answers with 502, 503 or 504. The check of that failure says which, and carries the fix.
 */
export function backendFails(label: string, to: RoutedBackend, checks: readonly Check[]): Check[] {
  const worst = checks.find(({ status }) => status === 'fail');
  if (!worst) return [];
  return [
    claim.fail('ingress.backend', {
      test: worst.test,
      summary: `${label} sends to Service ${backendText(to)}, which cannot answer`,
      evidence: worst.code === null ? [] : [`${worst.code}: ${worst.summary}`],
      ...(worst.fix && { fix: worst.fix }),
    }),
  ];
}
