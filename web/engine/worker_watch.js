/**
 * Seconds in which a worker has to say that it is there. Only those are counted in which the page was
 * awake.
 */
const patience = 10;

/** Notices that a worker has ended: a browser that ends one, to have its memory, tells nobody. */
export class WorkerWatch {
  #ask;
  #gone;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** Seconds since the worker was asked; null once it has answered. @type {number | null} */
  #silent = null;

  /**
   * @param {object} worker
   * @param {() => Promise<unknown> | null} worker.ask asks it whether it is there; null while its
   *   scripts are on their way
   * @param {() => void} worker.gone is called when it has not answered in time
   */
  constructor({ ask, gone }) {
    this.#ask = ask;
    this.#gone = gone;
  }

  /** Looks once a second from now on: while somebody waits for an answer. */
  start() {
    this.#timer ??= setInterval(() => this.#look(), 1000);
  }

  /** Nobody waits any more. */
  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#silent = null;
  }

  #look() {
    if (this.#silent !== null) {
      if (++this.#silent >= patience) this.#gone();
      return;
    }
    const answer = this.#ask();
    if (!answer) return;
    this.#silent = 0;
    void answer.then(() => (this.#silent = null));
  }
}
