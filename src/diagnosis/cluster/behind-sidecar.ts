import { type Check, unknown } from '../../core/check.ts';
import { type Interceptor, interceptorText } from '../../core/kubernetes/sidecar.ts';
import { surfacesAt } from '../causes.ts';

const FIX =
  'Ask for bytes of the target itself: give a URL, or run tls_inspect or http_probe from the same source.';

/** Whether anything above TCP was answered: a mesh accepts connections whatever is behind it, and so contradicts no model. */
export const isAnswered = (checks: readonly Check[]): boolean =>
  checks.some(({ layer, status }) => (layer === 'tls' || layer === 'app') && status === 'pass');

/**
 * A connection that a mesh's proxy may have accepted in place of the target, which the policies deny: neither is known. The proxy may leave the port
 * alone, so that the target itself accepted it.
 */
export function behindSidecar(checks: readonly Check[], mesh: Interceptor | undefined): readonly Check[] {
  const accepted = checks.some(({ layer, status }) => layer === 'tcp' && status === 'pass');
  if (mesh === undefined || !accepted || isAnswered(checks) || !checks.some(isDenied)) return checks;
  return checks.map((check) => {
    if (check.layer === 'tcp' && check.status === 'pass')
      return doubted(
        check,
        `${check.summary}, by ${interceptorText(mesh)} or by the target: the policies deny it`,
      );
    return isDenied(check)
      ? doubted(check, `${check.summary}; whether that is enforced is not known, since a mesh accepts first`)
      : check;
  });
}

const isDenied = (check: Check): boolean =>
  check.layer === 'policy' && check.status === 'fail' && surfacesAt(check) === 'tcp';

const doubted = ({ layer, test, evidence, untrusted, fix }: Check, summary: string): Check =>
  unknown(layer, {
    test,
    summary,
    evidence,
    ...(untrusted && { untrusted }),
    fix: layer === 'tcp' ? FIX : (fix ?? FIX),
  });
