// Buttons that copy the text below them, or select it where the browser does not let a page copy.

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
      // The visitor can still copy what is selected.
      getSelection()?.selectAllChildren(code);
      return;
    }
    button.textContent = button.dataset.done ?? '';
    setTimeout(() => (button.textContent = name), 2000);
  });
}
