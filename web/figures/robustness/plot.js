import { axisBottom, axisLeft } from 'd3-axis';
import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import { LitElement, css, html, nothing, svg } from 'lit';
import { lookStyle, looks } from '../parts/line_looks.js';
import { common } from '../parts/theme.js';
import { number } from '../words.js';

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {[number, number][]} points from left to right
 */

/** Room around the lines, in pixels. */
const margin = { left: 48, right: 12, top: 26, bottom: 40 };

/** Of the whole plot. */
const ratio = 0.62;

/** Decimals of a pixel in a path. */
const decimals = 2;

/**
 * A few lines over one axis: a distribution, in steps, or a curve.
 *
 * @prop {Series[]} series
 * @prop {number} right the end of the axis across, which begins at 0
 * @prop {number} top the end of the axis up, which begins at 0
 * @prop {string} across what the axis across has
 * @prop {string} up
 * @prop {'integer' | 'progress'} format of the numbers of the axis up
 * @prop {boolean} steps whether each point holds up to the next one
 * @prop {string} text what the plot shows, for those who do not see it
 */
class Plot extends LitElement {
  static properties = {
    series: { attribute: false },
    right: { attribute: false },
    top: { attribute: false },
    across: {},
    up: {},
    format: {},
    steps: { type: Boolean },
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
      /* The colour is that of the paper, for files. */
      svg {
        display: block;
        overflow: visible;
        color: var(--paper);
      }
      .axis {
        color: var(--muted);
        font: 0.75rem var(--font);
      }
      .area {
        fill: var(--look);
        fill-opacity: 0.13;
        stroke: none;
      }
      text {
        fill: var(--muted);
        font: 0.75rem var(--font);
      }
      .name {
        fill: var(--text);
        text-anchor: end;
      }
      .across {
        text-anchor: end;
      }
    `,
  ];

  #observer = new ResizeObserver(([{ contentRect }]) => (this._width = contentRect.width));

  constructor() {
    super();
    /** @type {Series[]} */
    this.series = [];
    this.right = 1;
    this.top = 1;
    this.across = '';
    this.up = '';
    /** @type {'integer' | 'progress'} */
    this.format = 'integer';
    this.steps = false;
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

  /** The drawing, for files. @returns {SVGSVGElement | null} */
  get drawing() {
    return this.renderRoot.querySelector('svg');
  }

  get #scales() {
    const [width, height] = [this._width, this._width * ratio];
    return {
      x: scaleLinear()
        .domain([0, this.right || 1])
        .range([margin.left, width - margin.right]),
      y: scaleLinear()
        .domain([0, this.top || 1])
        .range([height - margin.bottom, margin.top]),
    };
  }

  render() {
    const { _width: width } = this;
    if (width === 0) return nothing;
    const height = width * ratio;
    const { x, y } = this.#scales;
    return html`<svg
      role="img"
      aria-label=${this.text}
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
    >
      ${this.series.map(({ points }, i) => this.#line(points, i, x, y))}
      <g class="axis bottom" aria-hidden="true"></g>
      <g class="axis left" aria-hidden="true"></g>
      <text class="across" aria-hidden="true" x=${width - margin.right} y=${height - 4}>
        ${this.across}
      </text>
      <text aria-hidden="true" x="0" y="10">${this.up}</text>
      ${this.series.map(({ name }, i) => {
        const at = margin.top + 8 + 18 * i;
        const end = width - margin.right;
        return svg`<g aria-hidden="true">
          <text class="name" x=${end - 40} y=${at + 4}>${name}</text>
          <line class="line look${i % looks}" x1=${end - 34} x2=${end} y1=${at} y2=${at}></line>
        </g>`;
      })}
    </svg>`;
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

  updated() {
    if (this._width === 0) return;
    const { x, y } = this.#scales;
    const group = (/** @type {string} */ of) =>
      select(/** @type {SVGGElement} */ (this.renderRoot.querySelector(of)));
    group('.bottom')
      .attr('transform', `translate(0,${y(0)})`)
      .call(
        axisBottom(x)
          .ticks(this._width / 80)
          .tickFormat((value) => number('number', Number(value))),
      );
    group('.left')
      .attr('transform', `translate(${margin.left},0)`)
      .call(
        axisLeft(y)
          .ticks(5)
          .tickFormat((value) => number(this.format, Number(value))),
      );
  }
}

export { Plot };

customElements.define('deepfool-plot', Plot);
