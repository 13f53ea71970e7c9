// Buttons that copy the text below them.

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
  document.querySelectorAll('.code button')
)) {
  const text = button.parentElement?.querySelector('pre')?.textContent?.trim() ?? '';
  const name = button.textContent;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = button.dataset.done ?? '';
    setTimeout(() => (button.textContent = name), 2000);
  });
}
