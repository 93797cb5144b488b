/** A page with what stands between the markers of `name` replaced. Throws where the page has no such markers. */
export function withSection(text: string, name: string, section: string): string {
  const marked = new RegExp(`(<!-- ${name}: generated -->\\n)[^]*?(<!-- /${name} -->)`);
  if (!marked.test(text)) throw new Error(`There is no <!-- ${name}: generated --> … <!-- /${name} -->`);
  return text.replace(marked, (_, begin: string, end: string) => `${begin}\n${section}\n\n${end}`);
}
