import * as Comlink from 'comlink';
import { importCalls, openWorker } from './open_worker.js';
import { trusted } from './trusted_types.js';

/** @import { EngineError, ErrorCode } from './errors.js' */

/**
 * Runs the engine's calls in a worker or, where the page's policy forbids workers, on the page's own
 * thread: a slice of a long run at a time, so that the page stays alive. It has a Worker's methods and events.
 *
 * Whether a worker may start is told by an event, not by an exception, and later: what is sent until
 * then is copied to it, and kept in case it may not.
 */
export class Thread extends EventTarget {
  /** @type {Worker | MessagePort | null} */
  #end = null;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {{ message: unknown, transfer: Transferable[] }[]} */
  #waiting = [];
  #closed = false;
  /** Whether somebody waits for an answer. */
  #awaited = false;
  /** What keeps Node from ending: in Node these have ref() and unref(). @type {any[]} */
  #keepingAlive = [];

  /** @param {URL | string} [workerUrl] of the worker's script; without it, where the build puts it */
  constructor(workerUrl) {
    super();
    void this.#start(workerUrl);
  }

  /** @param {URL | string} [workerUrl] */
  async #start(workerUrl) {
    try {
      const worker = workerUrl
        ? new Worker(trusted(workerUrl), { type: 'module' })
        : await openWorker();
      if (this.#closed) {
        worker.terminate();
        return;
      }
      this.#keepingAlive = [worker];
      this.#worker = worker;
      worker.addEventListener('message', () => this.#opened(worker), { once: true });
      worker.addEventListener('error', (event) => {
        if (this.#end) this.#fail(event.message);
        else void this.#runHere();
      });
      for (const { message } of this.#waiting) worker.postMessage(message);
      this.awaited = this.#awaited;
    } catch {
      void this.#runHere();
    }
  }

  /** Whether the worker, or what stands in for it, runs: until then its scripts are on their way. */
  get isOpen() {
    return this.#end !== null;
  }

  /**
   * @param {unknown} message
   * @param {Transferable[]} [transfer]
   */
  postMessage(message, transfer = []) {
    if (this.#end) this.#end.postMessage(message, transfer);
    else {
      this.#waiting.push({ message, transfer });
      this.#worker?.postMessage(message);
    }
  }

  /** Whether somebody waits for an answer. Where nobody does, Node may end. @param {boolean} awaited */
  set awaited(awaited) {
    this.#awaited = awaited;
    for (const end of this.#keepingAlive) {
      if (awaited) end.ref?.();
      else end.unref?.();
    }
  }

  /** Ends it: nothing comes from it any more. */
  terminate() {
    this.#closed = true;
    this.#waiting = [];
    this.#worker?.terminate();
    if (this.#end && this.#end !== this.#worker) /** @type {MessagePort} */ (this.#end).close();
  }

  /** Runs the calls on this thread, without a worker. */
  async #runHere() {
    this.#worker?.terminate();
    try {
      const createWorkerCalls = await importCalls();
      if (this.#closed) return;
      const { port1, port2 } = new MessageChannel();
      Comlink.expose(createWorkerCalls(), port1);
      port2.start();
      this.#opened(port2);
      this.#keepingAlive = [port1, port2];
      this.awaited = this.#awaited;
    } catch (error) {
      const { message, code } = /** @type {EngineError} */ (error);
      this.#fail(message, code);
    }
  }

  /** @param {Worker | MessagePort} end */
  #opened(end) {
    if (this.#closed) return;
    this.#end = end;
    end.addEventListener('message', (event) => {
      this.dispatchEvent(
        new MessageEvent('message', { data: /** @type {MessageEvent} */ (event).data }),
      );
    });
    if (end !== this.#worker) {
      for (const { message, transfer } of this.#waiting) end.postMessage(message, transfer);
    }
    this.#waiting = [];
  }

  /**
   * @param {string} message
   * @param {ErrorCode} [code]
   */
  #fail(message, code) {
    this.dispatchEvent(Object.assign(new Event('error'), { message, code }));
  }
}
