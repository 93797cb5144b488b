/** One thing that was looked for: whether it is there, and what that means. */
export interface Line {
  readonly mark: 'yes' | 'no' | 'note';
  readonly name: string;
  readonly says: string;
}
