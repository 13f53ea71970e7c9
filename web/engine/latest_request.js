/**
 * Works on the newest request only: one at a time, at most one a frame. A request that waits is
 * dropped when a newer one comes; nothing queues up behind a slow classifier.
 *
 * @template Request, Result
 */
export class LatestRequest {
  #work;
  #done;
  #running = false;
  /** @type {{ request: Request } | null} */
  #waiting = null;

  /**
   * @param {(request: Request) => Promise<Result>} work
   * @param {(request: Request, result: PromiseSettledResult<Result>) => void} done is given each
   *   request that was worked on, in order
   */
  constructor(work, done) {
    this.#work = work;
    this.#done = done;
  }

  /** @param {Request} request */
  ask(request) {
    this.#waiting = { request };
    if (!this.#running) void this.#run();
  }

  /** Forgets the request that waits. */
  drop() {
    this.#waiting = null;
  }

  async #run() {
    this.#running = true;
    while (this.#waiting) {
      const { request } = this.#waiting;
      this.#waiting = null;
      const frame = new Promise((resolve) => requestAnimationFrame(resolve));
      const [result] = await Promise.allSettled([this.#work(request)]);
      this.#done(request, result);
      await frame;
    }
    this.#running = false;
  }
}
