import { axisBottom, axisLeft } from 'd3-axis';
import { scaleLinear, scaleLog } from 'd3-scale';
import { select } from 'd3-selection';
import { area, line } from 'd3-shape';
import { LitElement, css, html, nothing, svg } from 'lit';
import { lookStyle } from '../parts/line_looks.js';
import { common } from '../parts/theme.js';
import { number } from '../words.js';

/** @typedef {{ epoch: number, mean: number, spread: number }} Point */

/** Room around the lines, in pixels. */
const margin = { left: 52, right: 12, top: 10, bottom: 40 };

/** Of the whole plot. */
const ratio = 0.62;

/** Where a logarithmic axis has numbers. */
const marks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

/**
 * Means after each epoch as lines, with a band of their spread.
 *
 * @prop {{ look: number, points: Point[] }[]} series
 * @prop {number} epoch that is marked
 * @prop {boolean} logarithmic whether the axis up is: of rates, in percent
 * @prop {string} across what the axis across has
 * @prop {string} text what the plot shows, for those who do not see it
 */
class TuningPlot extends LitElement {
  static properties = {
    series: { attribute: false },
    epoch: { attribute: false },
    logarithmic: { type: Boolean },
    across: {},
    text: {},
    _width: { state: true },
  };

  static styles = [
    common,
    lookStyle,
    css`
      :host {
        aspect-ratio: 1 / ${ratio};
      }
      svg {
        display: block;
        overflow: visible;
      }
      .axis {
        color: var(--muted);
        font: 0.75rem var(--font);
      }
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
      text {
        fill: var(--muted);
        font: 0.75rem var(--font);
        text-anchor: end;
      }
    `,
  ];

  #observer = new ResizeObserver(([{ contentRect }]) => (this._width = contentRect.width));

  constructor() {
    super();
    /** @type {{ look: number, points: Point[] }[]} */
    this.series = [];
    this.epoch = 0;
    this.logarithmic = false;
    this.across = '';
    this.text = '';
    this._width = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  get #height() {
    return this._width * ratio;
  }

  get #scales() {
    const points = this.series.flatMap(({ points }) => points);
    const tops = points.map(({ mean, spread }) => mean + spread);
    const most = Math.max(...tops, this.logarithmic ? 0.02 : 0);
    const least = Math.min(...points.map(({ mean }) => mean));
    const last = Math.max(1, ...points.map(({ epoch }) => epoch));
    const up = this.logarithmic
      ? scaleLog().domain([least / 1.3, most * 1.1])
      : scaleLinear().domain([0, most * 1.05]);
    return {
      x: scaleLinear()
        .domain([0, last])
        .range([margin.left, this._width - margin.right]),
      y: up.range([this.#height - margin.bottom, margin.top]).clamp(true),
    };
  }

  render() {
    const { _width: width } = this;
    if (width === 0 || this.series.length === 0) return nothing;
    const { x, y } = this.#scales;
    const height = this.#height;
    return html`<svg
      role="img"
      aria-label=${this.text}
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
    >
      <line
        class="now"
        x1=${x(this.epoch)}
        x2=${x(this.epoch)}
        y1=${margin.top}
        y2=${height - margin.bottom}
      ></line>
      ${this.series.map(({ look, points }) => this.#line(look, points, x, y))}
      <g class="axis bottom" aria-hidden="true"></g>
      <g class="axis left" aria-hidden="true"></g>
      <text aria-hidden="true" x=${width - margin.right} y=${height - 4}>${this.across}</text>
    </svg>`;
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

  updated() {
    const bottom = this.renderRoot.querySelector('.bottom');
    if (!bottom) return;
    const { x, y } = this.#scales;
    const group = (/** @type {string} */ of) =>
      select(/** @type {SVGGElement} */ (this.renderRoot.querySelector(of)));
    const height = this.#height - margin.bottom;
    group('.bottom')
      .attr('transform', `translate(0,${height})`)
      .call(
        axisBottom(x)
          .ticks(x.domain()[1])
          .tickFormat((value) => number('integer', Number(value))),
      );
    const left = axisLeft(y).tickFormat((value) =>
      number(this.logarithmic ? 'rate' : 'number', Number(value)),
    );
    const [least, most] = y.domain();
    if (this.logarithmic) left.tickValues(marks.filter((mark) => mark >= least && mark <= most));
    else left.ticks(5);
    group('.left').attr('transform', `translate(${margin.left},0)`).call(left);
  }
}

customElements.define('deepfool-tuning-plot', TuningPlot);
