import { LatestRequest } from '../../engine/latest_request.js';
import { inputAt } from '../../engine/plane.js';
import { classRegions, levels } from './class_regions.js';
import { makeScene } from './scene.js';

/** @import { Pixels, Prediction } from '../../engine/types.js' */
/** @import { Figure } from '../figure.js' */
/** @import { Point, View } from '../parts/plane/plane_scale.js' */
/** @import { Regions } from './class_regions.js' */
/** @import { Scene, SceneRequest } from './scene.js' */

/** @typedef {{ at: Point, pixels: Pixels, prediction: Prediction }} Probe the input at a point, and what is read there */

/**
 * What the runner needs of its figure.
 *
 * @typedef {object} Source
 * @property {(scene: Scene) => View} viewOf the part of the plane to show
 * @property {(scene: Scene) => Point} pointOf the point to look at
 */

/** Works out what the regions' figure shows: the newest digit and the newest view only, in steps that others interrupt. */
export class RegionsRunner {
  #figure;
  /** Ends the finer pictures that are under way. @type {AbortController | null} */
  #fine = null;
  /** @type {LatestRequest<SceneRequest, { scene: Scene, regions: Regions, probe: Probe }>} */
  #scenes = new LatestRequest(
    (request) => this.#make(request),
    (_, result) => this.#made(result),
  );
  /** @type {LatestRequest<{ scene: Scene, view: View }, Regions>} */
  #views = new LatestRequest(
    ({ scene, view }) => classRegions(scene.engine, scene.slice, view, levels[0]),
    ({ scene }, result) => this.#viewed(scene, result),
  );
  /** @type {LatestRequest<{ scene: Scene, point: Point }, Probe>} */
  #points = new LatestRequest(
    ({ scene, point }) => look(scene, point),
    ({ scene }, result) => this.#looked(scene, result),
  );

  /** @type {Scene | null} */
  scene = null;
  /** @type {Regions | null} */
  regions = null;
  /** @type {Probe | null} */
  probe = null;

  /** @param {Figure & Source} figure */
  constructor(figure) {
    this.#figure = figure;
    figure.addController(this);
  }

  hostDisconnected() {
    this.#fine?.abort();
    this.#forget(this.scene);
    this.scene = this.regions = this.probe = null;
  }

  /** Shows another digit. @param {SceneRequest} request */
  show(request) {
    this.#scenes.ask(request);
  }

  /** Shows the regions of another view. @param {View} view */
  look(view) {
    this.#fine?.abort();
    if (this.scene) this.#views.ask({ scene: this.scene, view });
  }

  /** Shows the input at another point. @param {Point} point */
  lookAt(point) {
    if (this.scene) this.#points.ask({ scene: this.scene, point });
  }

  /** @param {SceneRequest} request */
  async #make(request) {
    const scene = await makeScene(request);
    const view = this.#figure.viewOf(scene);
    const [regions, probe] = await Promise.all([
      classRegions(scene.engine, scene.slice, view, levels[0]),
      look(scene, this.#figure.pointOf(scene)),
    ]);
    return { scene, regions, probe };
  }

  /** @param {PromiseSettledResult<{ scene: Scene, regions: Regions, probe: Probe }>} result */
  #made(result) {
    if (result.status === 'rejected') {
      this.#figure.showProblem(result.reason);
      return;
    }
    this.#forget(this.scene);
    this.#figure.problem = null;
    Object.assign(this, result.value);
    this.#figure.requestUpdate();
    this.#figure.announceResult();
    void this.#refine(result.value.scene, result.value.regions.view);
  }

  /**
   * @param {Scene} scene
   * @param {PromiseSettledResult<Regions>} result
   */
  #viewed(scene, result) {
    if (scene !== this.scene || result.status === 'rejected') return;
    this.regions = result.value;
    this.#figure.requestUpdate();
    void this.#refine(scene, result.value.view);
  }

  /**
   * @param {Scene} scene
   * @param {PromiseSettledResult<Probe>} result
   */
  #looked(scene, result) {
    if (scene !== this.scene || result.status === 'rejected') return;
    this.probe = result.value;
    this.#figure.requestUpdate();
  }

  /**
   * Shows finer pictures of a view, until something else is asked for.
   *
   * @param {Scene} scene
   * @param {View} view
   */
  async #refine(scene, view) {
    this.#fine?.abort();
    const { signal } = (this.#fine = new AbortController());
    try {
      for (const columns of levels.slice(1)) {
        await this.#figure.onScreen(signal);
        const regions = await classRegions(scene.engine, scene.slice, view, columns, signal);
        if (signal.aborted) return;
        this.regions = regions;
        this.#figure.requestUpdate();
      }
    } catch (error) {
      if (!signal.aborted && scene === this.scene) this.#figure.showProblem(error);
    }
  }

  /** Frees what a scene holds in the engine. @param {Scene | null} scene */
  #forget(scene) {
    // An engine that has ended holds nothing.
    scene?.engine.unload(scene.slice).catch(() => {});
  }
}

/**
 * @param {Scene} scene
 * @param {Point} at
 * @returns {Promise<Probe>}
 */
async function look({ engine, slice }, at) {
  const [pixels, prediction] = await Promise.all([
    inputAt(engine, slice, at),
    engine.predict(slice, Float32Array.from(at)),
  ]);
  return { at, pixels, prediction };
}
