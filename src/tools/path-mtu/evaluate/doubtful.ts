import type { Check } from '../../../core/check.ts';
import { bringsBack, fillsMss } from './back.ts';
import type { Case } from './case.ts';
import { readEchoes } from './echoes.ts';
import { doubt } from './unmeasured.ts';

const NEXT =
  'Ask again; where it stays so, look at the server itself and at the MTU of the way back: layerwalk path-mtu, run on the server.';

/** The way there is well; undefined where nothing speaks against the way back. */
export function doubtful(about: Case, size: number): Check | undefined {
  const { back, path, family } = about;
  const there = `packets of ${size} bytes pass on the way there`;
  if (back.kind === 'stalls')
    return doubt(about, `${there}; an answer stalled, not surely for its size`, NEXT);
  if (back.kind === 'silent' && back.shortComes) {
    return doubt(
      about,
      `${there}; long answers do not come back and short ones do, or the server hangs`,
      NEXT,
    );
  }
  const { answered, silent } = readEchoes(path);
  const lost = answered > 0 && silent !== undefined && silent <= size;
  return lost && !bringsBack(back, silent) && !fillsMss(back, path.tcp, family)
    ? doubt(
        about,
        `${there}; large echo requests are not answered, so the way back may lose them, or they are filtered`,
        NEXT,
      )
    : undefined;
}
