/** The question that a report answers, in words. */
export const questionText = (source: string, target: string): string =>
  `Why can't ${source} reach ${target}?`;
