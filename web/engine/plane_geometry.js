// Classifiers of the plane, and what figures draw of them: cells, faces, level lines, the nearest boundary. It is fetched
// with these figures.

/** @import { Engine } from './engine.js' */
/** @import { CallOptions, Classifier } from './types.js' */

/** @typedef {'line' | 'centres' | 'steep centres' | 'bump' | 'ellipse' | 'wave' | 'hyperbola' | 'bent'} PlaneKind */

/** @typedef {{ left: number, right: number, bottom: number, top: number }} View a part of the plane */

/** @typedef {Float64Array} Line x0, y0, x1, y1: two ends */

/**
 * @typedef {object} Cell where the linearised logit of one class is the largest, in the view
 * @property {Float64Array} corners x0, y0, x1, y1, ..., anticlockwise; none, if it is empty
 * @property {Int32Array} beyond the class beyond the side from each corner to the next; -1: out of the view
 */

/**
 * @typedef {object} Face the linearised boundary between the class `label` and another class k
 * @property {number} beyond k
 * @property {number} gap |f_k - f_label|
 * @property {number} dual ||w||_q of w = grad f_k - grad f_label, 1/p + 1/q = 1
 * @property {number} distance gap / dual, in l_p
 * @property {Float64Array} w
 * @property {Float64Array} r the shortest step to it in l_p
 * @property {Float64Array} nearest the point where r ends
 * @property {Line} touch the ends of the set of all nearest points, which in l_1 and l_infinity may be a segment
 * @property {Line | null} line its part in the view
 * @property {(Line | null)[]} levels for each share, where the linearised difference is that share of the one at the point
 */

/**
 * @typedef {object} Linearised a classifier of the plane, linearised at a point
 * @property {Float64Array} logits
 * @property {Float64Array} gradients of each logit, two numbers each
 * @property {Cell[]} cells one a class
 * @property {Face[]} faces one for each class but `label`
 * @property {number} nearest which of the faces is the nearest
 */

/**
 * @typedef {object} NearestBoundary
 * @property {Float64Array} point
 * @property {number} distance in l_2
 * @property {number} beyond the class on its other side
 * @property {number} excess by which share a length is above this distance
 */

/**
 * A classifier of the plane: by a line through two points, by the nearest of several centres (with a steepness for each:
 * by the least steepness times squared distance), or with a curved boundary, of which `bent` goes through points of
 * given heights at even distances. It has to be unloaded.
 *
 * @param {Engine} engine
 * @param {PlaneKind} kind
 * @param {number[]} numbers the coordinates of the points, each centre's followed by its steepness; or the heights
 * @param {CallOptions} [how]
 * @returns {Promise<Classifier>}
 */
export const planeClassifier = (engine, kind, numbers, how) =>
  engine.planeClassifier(kind, numbers, how);

/**
 * The classifier as it looks from a point of the plane.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {object} from
 * @param {ArrayLike<number>} from.point
 * @param {number} from.label the class whose faces are wanted
 * @param {number} [from.norm] p of the l_p norm: 1, 2 or Infinity
 * @param {View} from.view
 * @param {number[]} [from.shares] of the level lines that are wanted
 * @param {CallOptions} [how]
 * @returns {Promise<Linearised>}
 */
export function linearised(engine, classifier, { point, label, norm = 2, view, shares = [] }, how) {
  const { left, right, bottom, top } = view;
  const values = [Array.from(point), label, norm, [left, right, bottom, top], shares];
  return engine.plane(classifier, 'linearised', values, how);
}

/**
 * The nearest point of the boundary, by search.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier of the plane
 * @param {ArrayLike<number>} point
 * @param {{ radius: number, length?: number }} search how far it looks; and a length to compare with the distance
 * @param {CallOptions} [how]
 * @returns {Promise<NearestBoundary | null>} null: there is none within the radius
 */
export function nearestBoundary(engine, classifier, point, { radius, length = 0 }, how) {
  return engine.plane(classifier, 'nearestBoundary', [Array.from(point), radius, length], how);
}
