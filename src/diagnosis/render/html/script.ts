/** What the page does by itself: copies commands, and shows everything on paper. Without it the page says the same. */
export const SCRIPT = `
for (const button of document.querySelectorAll('.copy')) {
  button.hidden = false;
  const label = button.getAttribute('aria-label');
  const say = (text, aloud) => { button.textContent = text; button.setAttribute('aria-label', aloud); };
  button.addEventListener('click', async () => {
    const code = button.parentElement.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      say('Copied', 'Copied');
    } catch {
      getSelection().selectAllChildren(code);
      say('Selected', 'Selected: copy it by the keyboard');
    }
    setTimeout(() => say('Copy', label), 2000);
  });
}
addEventListener('beforeprint', () => {
  for (const row of document.querySelectorAll('details:not([open])')) { row.open = true; row.dataset.forPrint = ''; }
});
addEventListener('afterprint', () => {
  for (const row of document.querySelectorAll('details[data-for-print]')) { row.open = false; delete row.dataset.forPrint; }
});
`;
/** Only this program runs: what got into the page by any other way does not (Content Security Policy Level 3, section 2.3.1). */
export const SCRIPT_HASH = 'sha256-PuX2Mc96CzJg5G3duizMnxSru3BIQ5Ur8PRBDzAD7jM=';
