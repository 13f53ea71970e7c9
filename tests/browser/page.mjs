// A browser with the built page open in it, and what a visitor does there.

import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */

/** @typedef {import('../../web/figures/digit/digit_figure.js').DigitFigure} DigitFigure */

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium.
 *
 * @param {import('playwright-core').LaunchOptions} [options] besides the usual
 */
export function launch({ args = [], ...options } = {}) {
  const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: [...flags, ...args], ...options });
}

/**
 * The problems of a visit that went on to other pages, or back, or loaded anew: whoever leaves gives up what was still
 * on its way, as what comes after the first flip, and the icon, which the browser fetches when it has nothing else to do.
 *
 * @param {string[]} problems
 */
export const problemsButLeaving = (problems) =>
  problems.filter((problem) => !/^failed: .*\/assets\/.*: net::ERR_ABORTED$/.test(problem));

/**
 * Serves the page and starts the browser for the tests of a file.
 *
 * @returns {{ open: typeof open }}
 */
export function browser() {
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
   * Opens the page in a context of its own. `problems` collects what must not happen: messages of the
   * console, uncaught errors, failed requests, requests that leave the server.
   *
   * @param {{ options?: BrowserContextOptions, prepare?: (page: Page) => Promise<void>,
   *   path?: string, ready?: boolean }} [how] path: of another page than the first
   * @returns {Promise<{ page: Page, problems: string[], figure: Figure }>}
   */
  async function open({ options = {}, prepare, path = '', ready = path === '' } = {}) {
    const context = await chrome.newContext({
      viewport: { width: 1280, height: 1000 },
      ...options,
    });
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('console', (message) => problems.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    page.on('requestfailed', (request) =>
      problems.push(`failed: ${request.url()}: ${request.failure()?.errorText}`),
    );
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) problems.push(`left: ${request.url()}`);
    });
    await prepare?.(page);
    await page.goto(new URL(path, server.url).href);
    const figure = new Figure(page);
    if (ready) await figure.settled();
    return { page, problems, figure };
  }

  return { open };
}

/**
 * Scrolls to a figure of the page. What is above it is laid out as it comes near, and may push it away.
 *
 * @param {Page} page
 * @param {string} tag
 */
export async function show(page, tag) {
  const figure = page.locator(tag);
  for (let last = NaN; ;) {
    await figure.evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
    await page.waitForTimeout(100);
    const { y = NaN } = (await figure.boundingBox()) ?? {};
    if (Math.abs(y) < 2 || y === last) return;
    last = y;
  }
}

/** What the figure shows, copied out of the page. */
const snapshot = () => {
  const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
  const { result } = figure;
  const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
  const text = (/** @type {string} */ selector) =>
    root.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? null;
  const drawn = (/** @type {string} */ part) => {
    const canvas = root.querySelector(`[part=${part}]`)?.shadowRoot?.querySelector('canvas');
    const context = canvas?.getContext('2d');
    return context ? Array.from(context.getImageData(0, 0, 28, 28).data) : [];
  };
  const bars = [...root.querySelectorAll('deepfool-probability-bars')].map((chart) =>
    [...(chart.shadowRoot?.querySelectorAll('.chance') ?? [])].map(
      ({ textContent }) => textContent,
    ),
  );
  return {
    sentence: text('.sentence'),
    was: text('.sentence .was'),
    becomes: text('.sentence .becomes'),
    seen: drawn('seen'),
    perturbation: drawn('perturbation'),
    changed: drawn('perturbed'),
    bars,
    strokes: figure.strokes.map((stroke) => Array.from(stroke)),
    outcome: result?.digit.outcome ?? null,
    pixels: result ? Array.from(result.digit.pixels) : null,
    classifier: result?.classifier.card?.name ?? null,
    method: result?.method ?? null,
    deepfool: result?.deepfool?.l2 ?? null,
    note: text('.note'),
    attack: result?.attack
      ? {
          ...result.attack,
          perturbed: Array.from(result.attack.perturbed),
          perturbation: Array.from(result.attack.perturbation),
          probabilities: Array.from(result.attack.probabilities),
          adversarialProbabilities: Array.from(result.attack.adversarialProbabilities),
          picture: result.attack.picture
            ? {
                ...result.attack.picture,
                pixels: Array.from(result.attack.picture.pixels),
                probabilities: Array.from(result.attack.picture.probabilities),
              }
            : null,
        }
      : null,
  };
};

/** @typedef {ReturnType<typeof snapshot>} Snapshot */

/** @typedef {Snapshot & { pixels: number[], attack: NonNullable<Snapshot['attack']> }} Flip */

/** How long a figure may take, in milliseconds: only a fault takes as long. */
const patience = 20_000;

/** The digit figure, as a visitor meets it. */
export class Figure {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.pad = page.locator('deepfool-drawing-pad');
  }

  /** @returns {Promise<Snapshot>} */
  now() {
    return this.page.evaluate(snapshot);
  }

  /**
   * Waits until what the figure shows satisfies the condition and has stood still for a while.
   *
   * @param {(shown: Snapshot) => boolean} condition
   * @returns {Promise<Snapshot>}
   */
  async shows(condition) {
    await this.page.waitForFunction(() => document.querySelector('deepfool-digit')?.shadowRoot);
    const end = Date.now() + patience;
    let last = '';
    for (;;) {
      const shown = await this.now();
      const text = JSON.stringify(shown);
      if (text === last && condition(shown)) return shown;
      if (Date.now() > end) throw new Error(`the figure shows '${shown.sentence}' for good`);
      last = text;
      await this.page.waitForTimeout(100);
    }
  }

  /**
   * Waits for an attack.
   *
   * @param {(shown: Flip) => boolean} [condition]
   * @returns {Promise<Flip>}
   */
  async settled(condition = () => true) {
    const shown = await this.shows(
      (shown) => shown.attack !== null && condition(/** @type {Flip} */ (shown)),
    );
    return /** @type {Flip} */ (shown);
  }

  /** Where the pad is on the screen. */
  async place() {
    await this.pad.scrollIntoViewIfNeeded();
    const box = await this.pad.boundingBox();
    if (!box) throw new Error('there is no pad');
    /** @returns {[number, number]} */
    return (/** @type {number[]} */ [x, y]) => [box.x + x * box.width, box.y + y * box.height];
  }

  /**
   * Draws with the mouse.
   *
   * @param {number[][][]} strokes points, in sides of the pad
   */
  async draw(strokes) {
    const at = await this.place();
    for (const [first, ...rest] of strokes) {
      await this.page.mouse.move(...at(first));
      await this.page.mouse.down();
      for (const point of rest) await this.page.mouse.move(...at(point), { steps: 4 });
      await this.page.mouse.up();
    }
  }

  /**
   * Draws with a finger.
   *
   * @param {number[][][]} strokes
   */
  async touch(strokes) {
    const at = await this.place();
    const client = await this.page.context().newCDPSession(this.page);
    for (const [first, ...rest] of strokes) {
      /**
       * @param {'touchStart' | 'touchMove' | 'touchEnd'} type
       * @param {number[][]} points
       */
      const send = (type, points) =>
        client.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: points.map((point) => ({ x: at(point)[0], y: at(point)[1] })),
        });
      await send('touchStart', [first]);
      for (const point of rest) await send('touchMove', [point]);
      await send('touchEnd', []);
    }
  }
}
