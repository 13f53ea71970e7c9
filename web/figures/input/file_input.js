/** @import { LitElement } from 'lit' */

/** The figure that a picture is pasted into: the one used last. @type {FileInput | null} */
let current = null;

const dragTypes = /** @type {const} */ (['dragenter', 'dragover', 'dragleave']);

/** Takes files that are chosen, or dropped or pasted anywhere on the page. */
export class FileInput {
  #host;
  #open;

  /** Whether a file is held over the figure. */
  isDragged = false;

  /**
   * @param {LitElement} host
   * @param {(files: File[]) => void} open
   */
  constructor(host, open) {
    this.#host = host;
    this.#open = open;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('paste', this.#paste);
    for (const type of dragTypes) addEventListener(type, this.#dragOnPage);
    addEventListener('drop', this.#dropOnPage);
  }

  hostDisconnected() {
    if (current === this) current = null;
    document.removeEventListener('paste', this.#paste);
    for (const type of dragTypes) removeEventListener(type, this.#dragOnPage);
    removeEventListener('drop', this.#dropOnPage);
  }

  /** Is called when the figure is used: what is pasted from now on is for it. */
  markUsed() {
    current = this;
  }

  #paste = (/** @type {ClipboardEvent} */ event) => {
    const files = event.clipboardData?.files;
    const target = event.composedPath()[0];
    const typing =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches('input, textarea'));
    if (!files?.[0] || typing || !this.#isMeant(event)) return;
    event.preventDefault();
    this.#take(files);
  };

  /** Whether something is for this figure that is done elsewhere on the page, and that nobody else has taken. */
  #isMeant(/** @type {Event} */ event) {
    // Before any figure is used, the first one that hears of it takes it.
    if (!event.defaultPrevented) current ??= this;
    return !event.defaultPrevented && current === this;
  }

  #dragOnPage = (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.types.includes('Files') || !this.#isMeant(event)) return;
    event.preventDefault();
    // The pointer leaves the page where it enters nothing else.
    this.#show(event.type !== 'dragleave' || event.relatedTarget !== null);
  };

  #dropOnPage = (/** @type {DragEvent} */ event) => {
    if (event.dataTransfer?.files[0] && this.#isMeant(event)) this.drop(event);
    else this.#show(false);
  };

  /** @param {boolean} isDragged */
  #show(isDragged) {
    if (isDragged === this.isDragged) return;
    this.isDragged = isDragged;
    this.#host.requestUpdate();
  }

  drag = (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const figure = /** @type {Element} */ (event.currentTarget);
    const to = /** @type {Node | null} */ (event.relatedTarget);
    this.#show(event.type !== 'dragleave' || figure.contains(to));
  };

  drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    this.#show(false);
    this.#take(event.dataTransfer?.files);
  };

  /** @param {FileList | null | undefined} files */
  #take(files) {
    if (files?.[0]) this.#open([...files]);
  }

  choose = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    this.#take(input.files);
    // Otherwise the same file could not be chosen again.
    input.value = '';
  };
}
