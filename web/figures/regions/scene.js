// What the plane through a digit shows, besides the classes' regions: DeepFool's path and linearised boundaries, and
// DeepFool in the plane itself.

import { linearBoundaries, placesOf, planeThrough } from '../../engine/plane.js';
import { backgroundClassifier, backgroundEngine } from '../../engine/shared_engine.js';
import { optionsFor } from '../parts/attack_settings.js';
import { thirdPoint } from './third_point.js';

/** @import { Engine } from '../../engine/engine.js' */
/** @import { AttackResult, Classifier, Pixels, PlaneLine } from '../../engine/types.js' */
/** @import { Settings } from '../parts/attack_settings.js' */
/** @import { Point } from '../parts/plane/plane_scale.js' */
/** @import { Third, ThirdPoint } from './third_point.js' */

/**
 * @typedef {object} SceneRequest
 * @property {Pixels} pixels
 * @property {string} name of the classifier
 * @property {Settings} settings
 * @property {Third} third
 * @property {(share: number) => void} loading is told what share of the classifier is there
 */

/**
 * @typedef {object} Scene
 * @property {Engine} engine that made it
 * @property {Classifier} slice the classifier on the plane, whose origin is the digit
 * @property {SceneRequest} request
 * @property {AttackResult} attack
 * @property {Point[]} path of DeepFool, as it is seen on the plane; x is the first and x + r the last
 * @property {Float64Array} distances of the path's points from the plane
 * @property {PlaneLine[][]} lines for each step, the boundaries of the class that is left, or of the target, as they
 *   look from where it begins, by class
 * @property {ThirdPoint & { at: Point }} third
 * @property {AttackResult} planar DeepFool on the slice
 * @property {Point[]} planarPath
 */

/**
 * @param {SceneRequest} request
 * @returns {Promise<Scene>}
 */
export async function makeScene(request) {
  const { pixels, name, settings, third, loading } = request;
  const engine = backgroundEngine();
  const classifier = await backgroundClassifier(name, loading).finally(() => loading(1));
  const options = optionsFor(settings, 'deepfool');
  const attack = await engine.attack(classifier, pixels, { ...options, path: true });
  const other = await thirdPoint(engine, classifier, pixels, attack, third, options);
  const directions = await planeThrough(engine, classifier, pixels, [
    attack.perturbed,
    other.pixels,
  ]);
  const slice = await engine.slice(classifier, pixels, directions);
  const inputs = attack.path.map(({ perturbed }) => perturbed);
  const starts = inputs.slice(0, -1);
  const [places, planar, ...lines] = await Promise.all([
    placesOf(engine, slice, [...inputs, other.pixels]),
    engine.attack(slice, new Float32Array(2), {
      overshoot: settings.overshoot,
      target: settings.target,
      path: true,
    }),
    // Towards a target, those of the target.
    ...starts.map((x) => linearBoundaries(engine, slice, x, settings.target ?? attack.label)),
  ]);
  const points = /** @type {Point[]} */ (places.points);
  return {
    ...{ engine, slice, request, attack, lines, planar },
    path: points.slice(0, -1),
    distances: places.distances.slice(0, -1),
    third: { ...other, at: points[points.length - 1] },
    planarPath: planar.path.map(({ perturbed }) => [perturbed[0], perturbed[1]]),
  };
}
