const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An IMF-fixdate (RFC 9110 section 5.6.7) as ISO 8601; undefined for any other text. */
export function isoOfHttpDate(text: string): string | undefined {
  const parts = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) GMT$/.exec(text);
  const month = MONTHS.indexOf(parts?.[2] ?? '') + 1;
  if (!parts || month === 0) return undefined;
  return `${parts[3]}-${String(month).padStart(2, '0')}-${parts[1]}T${parts[4]}Z`;
}
