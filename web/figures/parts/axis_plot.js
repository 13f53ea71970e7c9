import { select } from 'd3-selection';
import { LitElement, css, html, nothing } from 'lit';
import { lookStyle } from './line_looks.js';
import { common } from './theme.js';

/** Of the whole plot. */
const ratio = 0.62;

/** @typedef {import('d3-axis').Axis<import('d3-axis').AxisDomain & import('d3-scale').NumberValue>} Axis */

/** Room around the lines, in pixels. @typedef {{ left: number, right: number, top: number, bottom: number }} Margin */

/**
 * Lines over an axis across, beside an axis up, as wide as there is room. A plot says where its numbers lie, and what is
 * drawn there.
 *
 * @prop {string} across what the axis across has
 * @prop {string} text what the plot shows, for those who do not see it
 */
export class AxisPlot extends LitElement {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    across: {},
    text: {},
    _width: { state: true },
  };

  /** @type {import('lit').CSSResultGroup} */
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
      text {
        fill: var(--muted);
        font: 0.75rem var(--font);
      }
      .across {
        text-anchor: end;
      }
    `,
  ];

  #observer = new ResizeObserver(([{ contentRect }]) => (this._width = contentRect.width));

  constructor() {
    super();
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

  /** @returns {Margin} */
  get margin() {
    throw new Error('A plot says how much room its axes take.');
  }

  /** Where the lines begin and end, in pixels. */
  get frame() {
    const { left, right, top, bottom } = this.margin;
    const [width, height] = [this._width, this._width * ratio];
    return { left, right: width - right, top, bottom: height - bottom, width, height };
  }

  /** Whether there is something to draw. */
  get isEmpty() {
    return this._width === 0;
  }

  /** @returns {{ bottom: Axis, left: Axis }} */
  get axes() {
    throw new Error('A plot says what its axes have.');
  }

  /** What stands behind the axes, and what before them. @returns {{ behind: unknown, before: unknown }} */
  get contents() {
    throw new Error('A plot says what is drawn.');
  }

  render() {
    if (this.isEmpty) return nothing;
    const { width, height, right } = this.frame;
    const { behind, before } = this.contents;
    return html`<svg
      role="img"
      aria-label=${this.text}
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
    >
      ${behind}
      <g class="axis bottom" aria-hidden="true"></g>
      <g class="axis left" aria-hidden="true"></g>
      <text class="across" aria-hidden="true" x=${right} y=${height - 4}>${this.across}</text>
      ${before}
    </svg>`;
  }

  updated() {
    if (this.isEmpty) return;
    const { left, bottom } = this.frame;
    const { axes } = this;
    const group = (/** @type {string} */ of) =>
      select(/** @type {SVGGElement} */ (this.renderRoot.querySelector(of)));
    group('.bottom').attr('transform', `translate(0,${bottom})`).call(axes.bottom);
    group('.left').attr('transform', `translate(${left},0)`).call(axes.left);
  }
}
