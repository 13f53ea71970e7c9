import { LitElement } from 'lit';

/** @import { PropertyDeclarations } from 'lit' */

/** The browser's next task. @param {number} [delay] in milliseconds */
const task = (delay) => new Promise((resolve) => setTimeout(resolve, delay));

/**
 * A figure that comes part by part, one a frame, from the top: a slow phone can do something else in
 * between. What comes later must not move what is there.
 */
export class InParts extends LitElement {
  /** @type {PropertyDeclarations} */
  static properties = { _parts: { state: true } };

  /** How many parts there are: each render() shows the first `_parts` of them. */
  static parts = 1;

  constructor() {
    super();
    this._parts = 1;
  }

  /** Whether all of it is there. */
  get isWhole() {
    const { parts } = /** @type {typeof InParts} */ (this.constructor);
    return this._parts === parts;
  }

  /** What is to be done as soon as all of it is there. */
  completed() {}

  /** The first time in a task of its own, after that of the scripts. */
  async scheduleUpdate() {
    if (!this.hasUpdated) await task();
    return super.scheduleUpdate();
  }

  async firstUpdated() {
    while (!this.isWhole) {
      // Browsers draw no frames of tabs that nobody looks at.
      await Promise.race([new Promise(requestAnimationFrame), task(100)]);
      await task();
      this._parts += 1;
      await super.getUpdateComplete();
    }
    this.completed();
  }

  /** @returns {Promise<boolean>} */
  async getUpdateComplete() {
    let complete = await super.getUpdateComplete();
    while (!this.isWhole) {
      await task();
      complete = await super.getUpdateComplete();
    }
    return complete;
  }
}
