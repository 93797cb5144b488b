import type { Figure } from '../../../core/figure.ts';
import { markup, type Markup } from './markup.ts';

/** The numbers of a check as bars, with the same numbers as text beside them. */
export const figures = (list: readonly Figure[]): Markup => markup`${list.map(drawn)}`;

interface Bar {
  readonly name: string;
  readonly says: string;
  /** Where it begins and ends, as parts of the whole. */
  readonly from: number;
  readonly to: number;
  /** A point within it that is marked. */
  readonly point?: number;
  readonly wrong?: boolean;
}

function drawn(figure: Figure): Markup {
  switch (figure.kind) {
    case 'timing':
      return bars('Time by phase', timing(figure.phases));
    case 'hops':
      return bars('Round trip by hop', hops(figure.hops));
    case 'sizes':
      return bars('Packet sizes', sizes(figure.sizes));
  }
}

type Of<Kind extends Figure['kind']> = Extract<Figure, { kind: Kind }>;

function timing(phases: Of<'timing'>['phases']): Bar[] {
  const whole = Math.max(
    1e-9,
    phases.reduce((sum, { ms }) => sum + ms, 0),
  );
  let before = 0;
  return phases.map(({ name, ms }) => {
    const from = before / whole;
    before += ms;
    return { name, says: inMs(ms), from, to: before / whole };
  });
}

function hops(list: Of<'hops'>['hops']): Bar[] {
  const most = Math.max(1e-9, ...list.map(({ worstMs = 0 }) => worstMs));
  return list.map(({ ttl, addresses, bestMs, averageMs, worstMs, lossPercent = 0 }) => {
    const name = `${ttl} ${addresses.join(', ') || 'no answer'}`;
    const loss = lossPercent > 0 ? `, ${lossPercent} % lost` : '';
    if (bestMs === undefined || worstMs === undefined)
      return { name, says: `no answer${loss}`, from: 0, to: 0 };
    return {
      name,
      says: `${inMs(averageMs ?? bestMs)} (${inMs(bestMs)} to ${inMs(worstMs)})${loss}`,
      from: bestMs / most,
      to: worstMs / most,
      ...(averageMs !== undefined && { point: averageMs / most }),
      wrong: lossPercent > 0,
    };
  });
}

function sizes(list: Of<'sizes'>['sizes']): Bar[] {
  const most = Math.max(1, ...list.map(({ bytes }) => bytes));
  return list.map(({ name, bytes }) => ({ name, says: `${bytes} bytes`, from: 0, to: bytes / most }));
}

const inMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

/** A bar of no length is still seen. */
const THINNEST = 0.6;
const percent = (part: number): string => (part * 100).toFixed(2);

function bars(title: string, list: readonly Bar[]): Markup {
  return markup`<figure class="bars">
    <figcaption>${title}</figcaption>
    <table>
      <tbody>
        ${list.map(
          ({ name, says, from, to, point, wrong = false }) =>
            markup`<tr>
              <th scope="row">${name}</th>
              <td class="bar" aria-hidden="true">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                  ${
                    to > 0 &&
                    markup`<rect
                      class="${wrong ? 'wrong' : 'span'}"
                      x="${percent(Math.min(from, 1 - THINNEST / 100))}"
                      y="1"
                      width="${Math.max(THINNEST, (to - from) * 100).toFixed(2)}"
                      height="8"
                    />`
                  }
                  ${
                    point !== undefined &&
                    markup`<rect
                      class="point"
                      x="${percent(Math.min(point, 0.992))}"
                      y="0"
                      width="0.8"
                      height="10"
                    />`
                  }
                </svg>
              </td>
              <td class="says">${says}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </figure>`;
}
