/** The caller asked for something that cannot be asked: what was wrong, and what to send instead. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  /** What to send instead. */
  readonly instead: string;
  constructor(wrong: string, instead: string) {
    super(`${wrong} ${instead}`);
    this.instead = instead;
  }
}

/** A target that the address policy refuses. `rule` is the rule that refused. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly rule: string;
  constructor(wrong: string, rule: string) {
    super(`${wrong} Refused by rule: ${rule}.`);
    this.rule = rule;
  }
}
