import { axisBottom, axisLeft } from 'd3-axis';
import { scaleLinear } from 'd3-scale';
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import { css, nothing, svg } from 'lit';
import { AxisPlot } from '../parts/axis_plot.js';
import { looks } from '../parts/line_looks.js';
import { number } from '../words.js';

/** @import { PropertyDeclarations } from 'lit' */

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {[number, number][]} points from left to right
 */

/** Decimals of a pixel in a path. */
const decimals = 2;

/**
 * A few lines over one axis: a distribution, in steps, or a curve.
 *
 * @prop {Series[]} series
 * @prop {number} right the end of the axis across, which begins at 0
 * @prop {number} top the end of the axis up, which begins at 0
 * @prop {string} up what the axis up has
 * @prop {'integer' | 'progress'} format of the numbers of the axis up
 * @prop {boolean} steps whether each point holds up to the next one
 */
class Plot extends AxisPlot {
  /** @type {PropertyDeclarations} */
  static properties = {
    series: { attribute: false },
    right: { attribute: false },
    top: { attribute: false },
    up: {},
    format: {},
    steps: { type: Boolean },
  };

  static styles = [
    AxisPlot.styles,
    css`
      /* The colour is that of the paper, for files. */
      svg {
        color: var(--paper);
      }
      .area {
        fill: var(--look);
        fill-opacity: 0.13;
        stroke: none;
      }
      .name {
        fill: var(--text);
        text-anchor: end;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Series[]} */
    this.series = [];
    this.right = 1;
    this.top = 1;
    this.up = '';
    /** @type {'integer' | 'progress'} */
    this.format = 'integer';
    this.steps = false;
  }

  get margin() {
    return { left: 48, right: 12, top: 26, bottom: 40 };
  }

  /** The drawing, for files. @returns {SVGSVGElement | null} */
  get drawing() {
    return this.renderRoot.querySelector('svg');
  }

  get #scales() {
    const { left, right, top, bottom } = this.frame;
    return {
      x: scaleLinear()
        .domain([0, this.right || 1])
        .range([left, right]),
      y: scaleLinear()
        .domain([0, this.top || 1])
        .range([bottom, top]),
    };
  }

  get axes() {
    const { x, y } = this.#scales;
    return {
      bottom: axisBottom(x)
        .ticks(this._width / 80)
        .tickFormat((value) => number('number', Number(value))),
      left: axisLeft(y)
        .ticks(5)
        .tickFormat((value) => number(this.format, Number(value))),
    };
  }

  get contents() {
    const { x, y } = this.#scales;
    const { right: end, top } = this.frame;
    return {
      behind: this.series.map(({ points }, i) => this.#line(points, i, x, y)),
      before: svg`<text aria-hidden="true" x="0" y="10">${this.up}</text>
      ${this.series.map(({ name }, i) => {
        const at = top + 8 + 18 * i;
        return svg`<g aria-hidden="true">
          <text class="name" x=${end - 40} y=${at + 4}>${name}</text>
          <line class="line look${i % looks}" x1=${end - 34} x2=${end} y1=${at} y2=${at}></line>
        </g>`;
      })}`,
    };
  }

  /**
   * @param {[number, number][]} points
   * @param {number} i
   * @param {(x: number) => number} x
   * @param {(y: number) => number} y
   */
  #line(points, i, x, y) {
    const curve = this.steps ? curveStepAfter : curveLinear;
    const at = points.map(([across, up]) => /** @type {[number, number]} */ ([x(across), y(up)]));
    const under = area().digits(decimals).curve(curve).y0(y(0))(at);
    return svg`${this.steps ? svg`<path class="area look${i % looks}" d=${under}></path>` : nothing}
      <path class="line look${i % looks}" d=${line().digits(decimals).curve(curve)(at)}></path>`;
  }
}

export { Plot };

customElements.define('deepfool-plot', Plot);
