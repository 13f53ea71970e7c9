/**
 * What can go wrong, told apart by a code that survives the way from the worker and that a figure
 * can put into a visitor's language.
 *
 * - `fetch`: a file could not be had, or is not what it should be
 * - `model`: the file is no classifier that the module can run (the message says why)
 * - `missing`: the classifier is a file that its visitor had on another machine
 * - `test vector`: the classifier computes something else than its card says
 * - `options`: an attack's options are out of range or do not go together (the message says which)
 * - `worker`: the module could not be started, or it ended, and its engine with it
 * - `policy`: the page's Content-Security-Policy forbids WebAssembly: its script-src lacks 'wasm-unsafe-eval'
 * - `memory`: the browser has no memory for this; the engine has ended, too, so that its memory is free
 * - `picture`: the browser cannot decode the file as a picture
 *
 * @typedef {'fetch' | 'model' | 'missing' | 'test vector' | 'options' | 'worker' | 'policy' | 'memory' | 'picture'} ErrorCode
 */

export class EngineError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    // Of an error, structured cloning through Comlink keeps the name, the message and the stack.
    this.name = `EngineError: ${code}`;
  }

  /** @returns {ErrorCode} */
  get code() {
    return /** @type {ErrorCode} */ (this.name.slice('EngineError: '.length));
  }

  /**
   * An error that came from the worker, as what it was there.
   *
   * @param {unknown} error
   * @returns {unknown}
   */
  static revived(error) {
    if (!(error instanceof Error) || !error.name.startsWith('EngineError: ')) return error;
    return Object.setPrototypeOf(error, EngineError.prototype);
  }
}

/**
 * An error with a code; an error that the module cannot survive gets 'memory' or 'worker'.
 *
 * @param {unknown} error
 * @param {ErrorCode} code of any other error
 * @param {string} [before] what the message begins with
 * @returns {unknown}
 */
export function codedError(error, code, before = '') {
  if (error instanceof EngineError || !(error instanceof Error)) return error;
  const message = before + error.message;
  // Browsers throw a RangeError for an array for which there is no memory.
  if (error instanceof RangeError) return new EngineError('memory', message);
  if (isForbidden(error)) return new EngineError('policy', message);
  if (error instanceof WebAssembly.RuntimeError) return new EngineError('worker', message);
  return new EngineError(code, message);
}

/**
 * Whether a policy forbids to compile WebAssembly. Chromium throws a CompileError for it, others an EvalError or one of
 * their own; each names the policy or what is missing in it.
 *
 * @param {Error} error
 */
export const isForbidden = ({ message }) =>
  /content security policy|\bCSP\b|unsafe-eval/i.test(message);
