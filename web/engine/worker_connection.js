import * as Comlink from 'comlink';
import { EngineError } from './errors.js';
import { WorkerWatch } from './worker_watch.js';

/** @import { ErrorCode } from './errors.js' */
/** @import { Thread } from './thread.js' */
/** @import { CallOptions, RunOptions } from './types.js' */
/** @import { Progress, Slice, WorkerApi } from './worker_calls.js' */

/**
 * How long the steps of a call keep the worker from answering anything else, in milliseconds: less than a
 * frame, so that what is drawn meanwhile stays live.
 */
const shortSlice = 10;

/** Calls to a worker: they can be given up, and when the worker ends, whoever waits is told. */
export class WorkerConnection {
  #worker;
  /** @type {Comlink.Remote<WorkerApi>} */
  #remote;
  /** @type {EngineError | null} */
  #failure = null;
  /** The rejections of the calls that wait for an answer. @type {Set<(reason: unknown) => void>} */
  #waiting = new Set();
  #watch = new WorkerWatch({
    ask: () => (this.#worker.isOpen ? this.#remote.alive() : null),
    gone: () => this.fail('The worker does not answer any more.'),
  });

  /** @param {Thread} worker */
  constructor(worker) {
    this.#worker = worker;
    this.#remote = Comlink.wrap(worker);
    worker.addEventListener('error', (event) => {
      const { message, code } = /** @type {Event & { message: string, code?: ErrorCode }} */ (
        event
      );
      this.fail(message || 'The worker could not be started.', code);
    });
  }

  /** True once the worker has ended. */
  get failed() {
    return this.#failure !== null;
  }

  /**
   * One call.
   *
   * @template T
   * @param {(remote: Comlink.Remote<WorkerApi>) => Promise<T>} send
   * @param {CallOptions} [how]
   * @returns {Promise<T>}
   */
  call(send, { signal } = {}) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#failure) throw this.#failure;
      const answer = send(this.#remote);
      // A worker that has ended never answers: whoever waits is told by fail().
      if (this.#waiting.size === 0) this.#wait(true);
      this.#waiting.add(reject);
      const abort = () => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      answer
        .then(resolve, (error) => {
          const revived = EngineError.revived(error);
          if (revived instanceof EngineError && ['worker', 'memory'].includes(revived.code)) {
            this.fail(revived.message, revived.code);
          }
          reject(revived);
        })
        .finally(() => {
          this.#waiting.delete(reject);
          if (this.#waiting.size === 0) this.#wait(false);
          signal?.removeEventListener('abort', abort);
        });
    });
  }

  /**
   * Has the worker take steps slice by slice. Asking for each slice anew lets other calls in between,
   * and a run that nobody asks for any more stands still. A short one is over with the first slice: one
   * round trip.
   *
   * @param {(remote: Comlink.Remote<WorkerApi>, slice: Slice) => Promise<Progress>} begin
   * @param {RunOptions<any>} [how]
   * @returns {Promise<any>} the result
   */
  async run(begin, { signal, onProgress, picture, slice = shortSlice } = {}) {
    const each = { milliseconds: slice, tell: onProgress !== undefined, picture };
    const end = (/** @type {number | null} */ run) => {
      if (run !== null && !this.failed) void this.#remote.end(run);
    };
    /** @type {Promise<Progress> | undefined} */
    let begun;
    let { run, result } = await this.call((remote) => (begun = begin(remote, each)), {
      signal,
    }).catch((error) => {
      // The run may begin after the call was given up: then it is ended.
      begun?.then(({ run }) => end(run)).catch(() => {});
      throw error;
    });
    try {
      while (run !== null) {
        const number = run;
        await onProgress?.(result);
        ({ run, result } = await this.call((remote) => remote.advance(number, each), { signal }));
      }
    } finally {
      end(run);
    }
    return result;
  }

  /**
   * Ends the worker; whoever waits or calls from now on is told why.
   *
   * @param {string} message
   * @param {ErrorCode} [code]
   */
  fail(message, code = 'worker') {
    if (this.#failure) return;
    this.#failure = new EngineError(code, message);
    this.#wait(false);
    this.#worker.terminate();
    for (const reject of this.#waiting) reject(this.#failure);
    this.#waiting.clear();
  }

  /** @param {boolean} waits whether a call waits for an answer */
  #wait(waits) {
    if (waits) this.#watch.start();
    else this.#watch.stop();
    this.#worker.awaited = waits;
  }
}
