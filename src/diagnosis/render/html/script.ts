/**
 * What the page does by itself: copies commands, and shows everything on paper. Without it the page says the same. It listens to
 * the whole document, so that it serves what is shown later, too.
 */
export const SCRIPT = `
document.documentElement.dataset.program = '';
addEventListener('click', async ({ target }) => {
  const button = target.closest?.('.copy');
  if (!button) return;
  const code = button.parentElement.querySelector('code');
  const label = button.dataset.label ??= button.getAttribute('aria-label');
  const say = (text, aloud) => { button.textContent = text; button.setAttribute('aria-label', aloud); };
  try {
    await navigator.clipboard.writeText(code.textContent);
    say('Copied', 'Copied');
  } catch {
    getSelection().selectAllChildren(code);
    say('Selected', 'Selected: copy it by the keyboard');
  }
  setTimeout(() => say('Copy', label), 2000);
});
addEventListener('beforeprint', () => {
  for (const row of document.querySelectorAll('details:not([open])')) { row.open = true; row.dataset.forPrint = ''; }
});
addEventListener('afterprint', () => {
  for (const row of document.querySelectorAll('details[data-for-print]')) { row.open = false; delete row.dataset.forPrint; }
});
`;
/** Only this program runs: what got into the page by any other way does not (Content Security Policy Level 3, section 2.3.1). */
export const SCRIPT_HASH = 'sha256-jsX+4gJUEpgRbZFgezYszcT1dH6rYCu/EcoKczcimv0=';
