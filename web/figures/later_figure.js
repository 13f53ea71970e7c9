import { Figure } from './figure.js';
import { laterWordsLoaded } from './later_words.js';
import { words } from './words.js';

/** @import { FigureName } from './names.js' */

/** What figures below the first screen have in common, whose words come later. */
export class LaterFigure extends Figure {
  static define() {
    super.define(laterWordsLoaded);
  }

  /** Its name for everybody. */
  get title() {
    const { embed } = /** @type {typeof Figure} */ (this.constructor);
    return words.figures[/** @type {FigureName} */ (embed.name)];
  }

  /** What of its state does not come from another figure of the page. @returns {Record<string, string>} */
  get ownState() {
    return this.state;
  }

  /** Shows what its attributes say, and nothing that it followed since it was new. */
  startOver() {}

  /**
   * Sets properties to what they may be, as far as they are not. Setting one that still has its default would count as a
   * change.
   *
   * @param {Record<string, unknown>} valid
   */
  correct(valid) {
    for (const [name, value] of Object.entries(valid)) {
      if (Reflect.get(this, name) !== value) Reflect.set(this, name, value);
    }
  }

  completed() {
    this.loadCopying().catch((error) => this.showProblem(error));
  }

  get fallback() {
    return { sentence: this.title };
  }
}
