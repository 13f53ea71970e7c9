import { possibleName } from '../engine/classifier_names.js';
import { DigitFollower } from './digit_follower.js';
import { boxAttribute, defaults, normAttribute, validSettings } from './parts/attack_settings.js';

/** @import { PropertyDeclarations } from 'lit' */
/** @import { Pixels } from '../engine/types.js' */
/** @import { Settings } from './parts/attack_settings.js' */

/** All that is taken from the page's digit figure, beside the digit; the method is always DeepFool. */
const followedNames = ['classifier', 'norm', 'box', 'target', 'overshoot'];

/**
 * The detail of a `deepfool-step` event: figures that show the same digit show the same step.
 *
 * @typedef {object} Step
 * @property {number} step its number, from 0
 * @property {number} along how far along r the point is where it begins: 0 is x, and 1 is x + r
 * @property {Pixels | null} pixels of the digit
 */

/** A figure that shows the page's digit, with the same classifier and settings. */
export class FollowingFigure extends DigitFollower {
  static followed = followedNames;

  /** @type {string[]} */
  static stateAttributes = [...followedNames];

  /** @type {PropertyDeclarations} */
  static properties = {
    classifier: { reflect: true, useDefault: true },
    norm: { reflect: true, useDefault: true, converter: normAttribute },
    box: { reflect: true, useDefault: true, converter: boxAttribute },
    target: { type: Number, reflect: true, useDefault: true },
    overshoot: { type: Number, reflect: true, useDefault: true },
  };

  constructor() {
    super();
    this.classifier = 'digits';
    this.norm = defaults.norm;
    this.box = defaults.box;
    this.target = defaults.target;
    this.overshoot = defaults.overshoot;
  }

  /** @returns {Settings} of the attack */
  get settings() {
    const { norm, box, target, overshoot } = this;
    return { ...defaults, norm, box, target, overshoot };
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const { norm, box, target, overshoot } = validSettings(this.settings, 10);
    this.correct({ classifier: possibleName(this.classifier), norm, box, target, overshoot });
  }
}
