/** @import { LitElement } from 'lit' */

/** The figure that a picture is pasted into: the one used last. @type {FileInput | null} */
let current = null;

/** Takes files that are chosen, dropped on the figure, or pasted into the page. */
export class FileInput {
  #host;
  #open;

  /** Whether a file is held over the figure. */
  isDragged = false;

  /**
   * @param {LitElement} host
   * @param {(file: File) => void} open
   */
  constructor(host, open) {
    this.#host = host;
    this.#open = open;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('paste', this.#paste);
  }

  hostDisconnected() {
    if (current === this) current = null;
    document.removeEventListener('paste', this.#paste);
  }

  /** Is called when the figure is used: what is pasted from now on is for it. */
  markUsed() {
    current = this;
  }

  #paste = (/** @type {ClipboardEvent} */ event) => {
    const file = event.clipboardData?.files[0];
    const target = event.composedPath()[0];
    const typing =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches('input, textarea'));
    // Before any figure is used, the first one that hears of the paste takes it.
    current ??= this;
    if (current !== this || !file || typing) return;
    event.preventDefault();
    this.#open(file);
  };

  drag = (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const figure = /** @type {Element} */ (event.currentTarget);
    const to = /** @type {Node | null} */ (event.relatedTarget);
    this.isDragged = event.type !== 'dragleave' || figure.contains(to);
    this.#host.requestUpdate();
  };

  drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    this.isDragged = false;
    this.#host.requestUpdate();
    const file = event.dataTransfer?.files[0];
    if (file) this.#open(file);
  };

  choose = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (file) this.#open(file);
    // Otherwise the same file could not be chosen again.
    input.value = '';
  };
}
