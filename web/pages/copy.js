// Buttons that copy the text below them, or mark it where a page may not copy.

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
  document.querySelectorAll('.code button')
)) {
  const code = /** @type {Element} */ (button.parentElement?.querySelector('pre'));
  const text = code.textContent?.trim() ?? '';
  const name = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // The browser does not let the page copy: the visitor may.
      getSelection()?.selectAllChildren(code);
      return;
    }
    button.textContent = button.dataset.done ?? '';
    setTimeout(() => (button.textContent = name), 2000);
  });
}
