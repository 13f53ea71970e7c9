import { isDigit } from '../../engine/digit_or_not.js';
import { LatestRequest } from '../../engine/latest_request.js';
import { laterWords } from '../later_words.js';

/** @import { ReactiveController, ReactiveControllerHost } from 'lit' */
/** @import { Pixels } from '../../engine/types.js' */
/** @import { Shown } from './shown.js' */

/**
 * @typedef {object} Judged what it needs of the figure
 * @property {Shown | null} result what is shown
 * @property {boolean} isDrawing
 * @property {string} _remark is set here
 * @property {() => void} announce
 */

/** It is said of a drawing that has stood still for this long, in milliseconds: half of a digit is none. */
const rest = 300;

/** Says of a drawing that is no digit that it is none. @implements {ReactiveController} */
export class Likeness {
  #host;
  /** What is shown. @type {Pixels | null} */
  #pixels = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** @type {LatestRequest<Pixels, boolean>} */
  #latest = new LatestRequest(isDigit, (pixels, answer) => {
    if (pixels !== this.#pixels || answer.status === 'rejected' || answer.value) return;
    this.#host._remark = laterWords.noDigit;
    this.#host.announce();
  });

  /** @param {ReactiveControllerHost & Judged} host */
  constructor(host) {
    this.#host = host;
  }

  hostUpdate() {
    const { result } = this.#host;
    // A classifier of the visitor's own may know other things than digits.
    const pixels = result?.attack && !result.classifier.own ? result.digit.pixels : null;
    if (pixels === this.#pixels) return;
    this.#pixels = pixels;
    this.#host._remark = '';
    this.#latest.drop();
    this.#askAtRest();
  }

  #askAtRest() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (this.#host.isDrawing) this.#askAtRest();
      else if (this.#pixels) this.#latest.ask(this.#pixels);
    }, rest);
  }
}
