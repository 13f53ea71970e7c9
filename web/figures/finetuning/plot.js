import { axisBottom, axisLeft } from 'd3-axis';
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, line } from 'd3-shape';
import { css, nothing, svg } from 'lit';
import { AxisPlot } from '../parts/axis_plot.js';
import { number } from '../words.js';

/** @import { PropertyDeclarations } from 'lit' */

/** @typedef {{ epoch: number, mean: number, spread: number }} Point */

/** Where a logarithmic axis has numbers. */
const marks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

/**
 * Means after each epoch as lines, with a band of their spread.
 *
 * @prop {{ look: number, points: Point[] }[]} series
 * @prop {number} epoch that is marked
 * @prop {boolean} logarithmic whether the axis up is: of rates, in percent
 */
class TuningPlot extends AxisPlot {
  /** @type {PropertyDeclarations} */
  static properties = {
    series: { attribute: false },
    epoch: { attribute: false },
    logarithmic: { type: Boolean },
  };

  static styles = [
    AxisPlot.styles,
    css`
      .band {
        fill: var(--look);
        fill-opacity: 0.15;
        stroke: none;
      }
      .point {
        fill: var(--look);
        stroke: none;
      }
      .now {
        stroke: var(--muted);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{ look: number, points: Point[] }[]} */
    this.series = [];
    this.epoch = 0;
    this.logarithmic = false;
  }

  get margin() {
    return { left: 52, right: 12, top: 10, bottom: 40 };
  }

  get isEmpty() {
    return super.isEmpty || this.series.length === 0;
  }

  get #scales() {
    const { left, right, top, bottom } = this.frame;
    const points = this.series.flatMap(({ points }) => points);
    const tops = points.map(({ mean, spread }) => mean + spread);
    const most = Math.max(...tops, this.logarithmic ? 0.02 : 0);
    const least = Math.min(...points.map(({ mean }) => mean));
    const last = Math.max(1, ...points.map(({ epoch }) => epoch));
    const up = this.logarithmic
      ? scaleLog().domain([least / 1.3, most * 1.1])
      : scaleLinear().domain([0, most * 1.05]);
    return {
      x: scaleLinear().domain([0, last]).range([left, right]),
      y: up.range([bottom, top]).clamp(true),
    };
  }

  get axes() {
    const { x, y } = this.#scales;
    const left = axisLeft(y).tickFormat((value) =>
      number(this.logarithmic ? 'rate' : 'number', Number(value)),
    );
    const [least, most] = y.domain();
    if (this.logarithmic) left.tickValues(marks.filter((mark) => mark >= least && mark <= most));
    else left.ticks(5);
    const bottom = axisBottom(x)
      .ticks(x.domain()[1])
      .tickFormat((value) => number('integer', Number(value)));
    return { bottom, left };
  }

  get contents() {
    const { x, y } = this.#scales;
    const { top, bottom } = this.frame;
    const now = x(this.epoch);
    return {
      behind: svg`<line class="now" x1=${now} x2=${now} y1=${top} y2=${bottom}></line>
        ${this.series.map(({ look, points }) => this.#line(look, points, x, y))}`,
      before: nothing,
    };
  }

  /**
   * @param {number} look
   * @param {Point[]} points
   * @param {(x: number) => number} x
   * @param {(y: number) => number} y
   */
  #line(look, points, x, y) {
    const band = area()
      .digits(2)
      .y0((_, i) => y(points[i].mean - points[i].spread))
      .y1((_, i) => y(points[i].mean + points[i].spread));
    const at = points.map(
      ({ epoch, mean }) => /** @type {[number, number]} */ ([x(epoch), y(mean)]),
    );
    const now = at[points.findIndex(({ epoch }) => epoch === this.epoch)];
    return svg`<g class="look${look}" data-look=${look}>
      <path class="band" d=${band(at)}></path>
      <path class="line" d=${line().digits(2)(at)}></path>
      ${now ? svg`<circle class="point" cx=${now[0]} cy=${now[1]} r="4"></circle>` : nothing}
    </g>`;
  }
}

customElements.define('deepfool-tuning-plot', TuningPlot);
