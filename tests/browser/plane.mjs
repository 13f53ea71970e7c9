// A figure of the plane alone in a page, and what it draws, in coordinates of the plane.

import { after, before } from 'node:test';
import { launch } from './page.mjs';
import { serve } from './server.mjs';

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */

/** What the figures show of the plane. */
export const view = { left: -4, right: 4, bottom: -3, top: 3 };

/** What drawn geometry may be wrong by: a millionth of the view's width. */
export const tolerance = 8e-6;

/**
 * Serves the page and starts the browser for the tests of a file.
 */
export function planeBrowser() {
  /** @type {Browser} */
  let chrome;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve();
    chrome = await launch();
  });
  after(async () => {
    await chrome.close();
    server.close();
  });

  /**
   * Opens a figure alone.
   *
   * @param {string} name
   * @param {Record<string, string>} [attributes]
   * @param {BrowserContextOptions} [options]
   */
  async function open(name, attributes = {}, options = {}) {
    const context = await chrome.newContext({
      viewport: { width: 700, height: 1300 },
      ...options,
    });
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('console', (message) => problems.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    const query = new URLSearchParams({ figure: name, lang: 'en', ...attributes });
    await page.goto(`${server.url}embed.html?${query}`);
    const figure = new ShownFigure(page, `deepfool-${name}`);
    await figure.settled();
    return { page, problems, figure, close: () => context.close() };
  }
  return { open };
}

export class ShownFigure {
  /** @param {Page} page @param {string} tag */
  constructor(page, tag) {
    this.page = page;
    this.tag = tag;
    this.locator = page.locator(tag);
  }

  /** Waits until it shows what its attributes say. */
  async settled() {
    await this.page.waitForFunction((tag) => {
      const figure = /** @type {any} */ (document.querySelector(tag));
      return JSON.stringify(figure?._shown?.question) === JSON.stringify(figure?.question ?? null);
    }, this.tag);
    // The plane is drawn with the update after the figure's own.
    await this.page.evaluate(async (tag) => {
      await /** @type {any} */ (document.querySelector(tag)).updateComplete;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }, this.tag);
  }

  /** Sets properties. @param {Record<string, unknown>} values */
  async set(values) {
    await this.page.evaluate(
      ([tag, values]) => Object.assign(/** @type {any} */ (document.querySelector(tag)), values),
      /** @type {const} */ ([this.tag, values]),
    );
    await this.settled();
  }

  /** A property, as JSON has it. @param {string} name */
  get(name) {
    return this.page.evaluate(
      ([tag, name]) => /** @type {any} */ (document.querySelector(tag))[name],
      [this.tag, name],
    );
  }

  /** What is drawn: paths and circles by class, as points of the plane. */
  drawn() {
    return this.page.evaluate(([tag, { left, right, top }]) => {
      const plane = document
        .querySelector(String(tag))
        ?.shadowRoot?.querySelector('deepfool-plane-view');
      const svg = plane?.shadowRoot?.querySelector('svg');
      if (!plane || !svg) throw new Error('there is no plane');
      const unit = plane.clientWidth / (right - left);
      const point = (/** @type {number} */ x, /** @type {number} */ y) => [
        left + x / unit,
        top - y / unit,
      ];
      const shapes = [...svg.querySelectorAll('path, circle, polygon')].filter(
        (shape) => !shape.closest('.axis'),
      );
      return shapes.map((shape) => {
        const name = shape.getAttribute('class') ?? '';
        const numbers = (shape.getAttribute('d') ?? shape.getAttribute('points') ?? '')
          .split(/[^-\d.e]+/)
          .filter(Boolean)
          .map(Number);
        const points = Array.from({ length: numbers.length / 2 }, (_, i) =>
          point(numbers[2 * i], numbers[2 * i + 1]),
        );
        if (shape.localName === 'circle') {
          const [x, y, r] = ['cx', 'cy', 'r'].map((key) => Number(shape.getAttribute(key)));
          return { name, points: [point(x, y)], radius: r / unit };
        }
        return { name, points, radius: null };
      });
    }, /** @type {const} */ ([this.tag, view]));
  }

  /**
   * The class of the region that each point of the plane is drawn in; -1: in none.
   *
   * @param {number[][]} points
   */
  regionsAt(points) {
    return this.page.evaluate(([tag, { left, right, top }, points]) => {
      const plane = document
        .querySelector(String(tag))
        ?.shadowRoot?.querySelector('deepfool-plane-view');
      const svg = plane?.shadowRoot?.querySelector('svg');
      if (!plane || !svg) throw new Error('there is no plane');
      const unit = plane.clientWidth / (right - left);
      const regions = /** @type {SVGGeometryElement[]} */ ([
        ...svg.querySelectorAll('[data-class]'),
      ]);
      return points.map(([x, y]) => {
        const pixels = new DOMPoint((x - left) * unit, (top - y) * unit);
        const over = regions.filter((region) => region.isPointInFill(pixels));
        return Number(over.at(-1)?.getAttribute('data-class') ?? -1);
      });
    }, /** @type {const} */ ([this.tag, view, points]));
  }

  /** A handle. @param {string} name */
  handle(name) {
    return this.locator.locator(`.handle[data-name="${name}"]`);
  }

  /** Where a point of the plane is, in pixels of the window. @param {number[]} point */
  async pixels([x, y]) {
    const box = await this.locator.locator('deepfool-plane-view').boundingBox();
    if (!box) throw new Error('there is no plane');
    const unit = box.width / (view.right - view.left);
    return { x: box.x + (x - view.left) * unit, y: box.y + (view.top - y) * unit };
  }

  /** Drags from one point of the plane to another with the mouse. @param {number[]} from @param {number[]} to */
  async drag(from, to) {
    const [a, b] = [await this.pixels(from), await this.pixels(to)];
    await this.page.mouse.move(a.x, a.y);
    await this.page.mouse.down();
    await this.page.mouse.move(b.x, b.y, { steps: 5 });
    await this.page.mouse.up();
    await this.settled();
  }

  /** Drags with a finger. @param {number[]} from @param {number[]} to */
  async touch(from, to) {
    const client = await this.page.context().newCDPSession(this.page);
    const [a, b] = [await this.pixels(from), await this.pixels(to)];
    const send = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, points = [b]) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await send('touchStart', [a]);
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await send('touchMove', [{ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }]);
    }
    await send('touchEnd', []);
    await this.settled();
  }
}

/** The distance between two points. @param {number[]} a @param {number[]} b */
export const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Points of the view, the same at each call. @param {number} count */
export function samples(count) {
  // Additive recurrence with the plastic number (Roberts, 2018): evenly spread.
  const plastic = 1.324717957244746;
  return Array.from({ length: count }, (_, i) => [
    view.left + 8 * ((0.5 + i / plastic) % 1),
    view.bottom + 6 * ((0.5 + i / plastic ** 2) % 1),
  ]);
}
