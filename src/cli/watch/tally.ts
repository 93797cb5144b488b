import type { Layer } from '../../core/layer.ts';
import type { Report, Verdict } from '../../core/report.ts';
import { type Status, worst } from '../../core/status.ts';

/** How often a layer was the cause, and by which codes. */
export interface LayerCount {
  readonly layer: Layer;
  readonly rounds: number;
  readonly codes: readonly string[];
}

/** What many rounds came to. */
export interface Summary {
  readonly rounds: number;
  readonly from: string;
  readonly to: string;
  readonly byStatus: Readonly<Partial<Record<Verdict['status'], number>>>;
  readonly failed: readonly LayerCount[];
  readonly changes: number;
}

/** Counts rounds, and says of each whether it differs from the one before. */
export class Tally {
  readonly #byStatus = new Map<Verdict['status'], number>();
  readonly #failed = new Map<Layer, { rounds: number; codes: Set<string> }>();
  #rounds = 0;
  #changes = 0;
  #from = '';
  #to = '';
  #last: string | undefined;

  /** Takes a round; true where it is the first or says something else than the one before. */
  take(report: Report): boolean {
    const { status, layer, code } = report.verdict;
    this.#rounds += 1;
    this.#from ||= report.at;
    this.#to = report.at;
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    if (status === 'fail' && layer !== null) {
      const count = this.#failed.get(layer) ?? { rounds: 0, codes: new Set() };
      count.rounds += 1;
      if (code !== null) count.codes.add(code);
      this.#failed.set(layer, count);
    }
    const now = outcomeOf(report);
    const changed = now !== this.#last;
    if (changed && this.#last !== undefined) this.#changes += 1;
    this.#last = now;
    return changed;
  }

  /** The worst of all rounds. */
  status(): Status {
    return worst([...this.#byStatus.keys()]);
  }

  summary(): Summary {
    const failed = [...this.#failed].map(([layer, { rounds, codes }]) => ({
      layer,
      rounds,
      codes: [...codes],
    }));
    return {
      rounds: this.#rounds,
      from: this.#from,
      to: this.#to,
      byStatus: Object.fromEntries(this.#byStatus),
      failed: failed.toSorted((a, b) => b.rounds - a.rounds),
      changes: this.#changes,
    };
  }
}

/** What makes two rounds the same: times and counts in their sentences do not. */
function outcomeOf({ verdict, legs }: Report): string {
  const { status, layer, code, surfacedAt } = verdict;
  const warned = legs.flatMap(({ rows }) =>
    rows.flatMap((row) => (row.status === 'warn' && row.code !== null ? [row.code] : [])),
  );
  return JSON.stringify([status, layer, code, surfacedAt, [...new Set(warned)].toSorted()]);
}
