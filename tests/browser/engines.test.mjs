// What has to work in every browser engine: ENGINE names the one to run in, chromium, firefox or webkit.
// Every number is held against the same module in Node, and so the engines against one another.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { finished } from '../../web/engine/core.js';
import { labelsFile, loadCore, model, testDigits } from '../wasm/support.mjs';
import { seven as drawnSeven } from './drawings.mjs';
import { viewport } from './drivers/driver.mjs';
import { greyOf, labelOf, pixelsOf, png } from './png.mjs';
import { strangeFiles } from './pictures.mjs';
import { openBlog, serve } from './server.mjs';

/** @import { AttackOptions } from '../../web/engine/types.js' */
/** @import { Blog, Site } from './server.mjs' */
/** @import { Engine, Tab } from './drivers/driver.mjs' */

/** @typedef {import('../../web/figures/digit/digit_figure.js').DigitFigure} DigitFigure */

const name = process.env.ENGINE ?? 'chromium';

/** Half of what two engines may differ by. */
const tolerance = 5e-5;

/** How long a figure may take, in milliseconds: only a fault takes as long. */
const patience = 15_000;

/** @type {Engine} */
let engine;
/** @type {Site} */
let site;
/** @type {Blog} */
let blog;
/** @type {import('../../web/engine/core.js').Core} */
let core;
/** The classifiers' numbers in Node, by their names. @type {Record<string, number>} */
const loaded = {};
const folder = mkdtempSync(join(tmpdir(), 'deepfool-engines-'));

before(async () => {
  const { start } = await import(`./drivers/${name}.mjs`);
  engine = await start();
  site = await serve();
  blog = await openBlog();
  core = await loadCore();
  for (const name of ['digits', 'softmax', 'lenet']) {
    loaded[name] = core.load(readFileSync(model(name))).id;
  }
});

after(async () => {
  await engine?.close();
  site?.close();
  blog?.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} title @param {(tab: Tab) => Promise<void>} work */
function inTab(title, work) {
  test(`${name}: ${title}`, async () => {
    const tab = await engine.open();
    try {
      await work(tab);
    } finally {
      await tab.close();
    }
  });
}

/** What the figure shows, copied out of the page. */
const snapshot = () => {
  const figure = /** @type {DigitFigure | null} */ (document.querySelector('deepfool-digit'));
  const { result } = figure ?? {};
  if (!figure || !result?.attack) return null;
  const { attack, digit, classifier } = result;
  const { status, label, adversarial, iterations, l1, l2, linf, relativeL2 } = attack;
  return {
    ...{ status, label, adversarial, iterations, l1, l2, linf, relativeL2 },
    classifier: classifier.card?.name ?? '',
    strokes: figure.strokes.map((stroke) => Array.from(stroke)),
    input: Array.from(digit.pixels),
    perturbed: Array.from(attack.perturbed),
    logits: Array.from(attack.logits),
  };
};

/** @typedef {NonNullable<ReturnType<typeof snapshot>>} Shown */

/**
 * Waits until a figure shows a result that has stood still for a while.
 *
 * @param {import('./drivers/driver.mjs').Evaluate} evaluate
 * @param {(shown: Shown) => boolean} [condition]
 * @returns {Promise<Shown>}
 */
async function settled(evaluate, condition = () => true) {
  const end = Date.now() + patience;
  let last = '';
  for (;;) {
    const shown = await evaluate(snapshot);
    const text = JSON.stringify(shown);
    if (shown && text === last && condition(shown)) return shown;
    if (Date.now() > end) {
      const said = await evaluate(
        () =>
          document
            .querySelector('deepfool-digit')
            ?.shadowRoot?.querySelector('.sentence')
            ?.textContent?.trim() ?? document.body?.innerText,
      );
      throw new Error(`the figure shows '${said}' for good`);
    }
    last = text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Waits for something in the page.
 *
 * @template {unknown[]} A
 * @param {Tab} tab
 * @param {(...values: A) => boolean} condition
 * @param {A} values
 */
async function happens(tab, condition, ...values) {
  const end = Date.now() + patience;
  while (!(await tab.evaluate(condition, ...values))) {
    if (Date.now() > end) throw new Error(`never: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Holds what a figure shows against the module in Node, from the same input on.
 *
 * @param {Shown} shown
 * @param {AttackOptions} [options]
 */
function agrees(shown, options = { box: [0, 1] }) {
  const input = Float32Array.from(shown.input);
  const expected = core.attack(loaded[shown.classifier], input, options);
  const { status, label, adversarial, iterations } = expected;
  assert.deepEqual(
    [shown.status, shown.label, shown.adversarial, shown.iterations],
    [status, label, adversarial, iterations],
  );
  for (const norm of /** @type {const} */ (['l1', 'l2', 'linf', 'relativeL2'])) {
    const error = Math.abs(shown[norm] - expected[norm]) / expected[norm];
    assert.ok(error <= tolerance, `${norm}: ${shown[norm]}, ${expected[norm]} in Node`);
  }
  for (const what of /** @type {const} */ (['perturbed', 'logits'])) {
    const largest = Math.max(...shown[what].map((x, i) => Math.abs(x - expected[what][i])));
    assert.ok(largest <= tolerance, `${what} differ by ${largest}`);
  }
}

/**
 * Where the pad is, scrolled into view.
 *
 * @param {import('./drivers/driver.mjs').Evaluate} evaluate
 */
function pad(evaluate) {
  return evaluate(() => {
    const pad = document
      .querySelector('deepfool-digit')
      ?.shadowRoot?.querySelector('deepfool-drawing-pad');
    if (!pad) throw new Error('there is no pad');
    pad.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width } = pad.getBoundingClientRect();
    return { left, top, side: width };
  });
}

const [seven] = drawnSeven;

/** @param {Tab} tab */
async function draw(tab) {
  const { left, top, side } = await pad(tab.evaluate);
  await tab.drag(seven.map(([x, y]) => [left + x * side, top + y * side]));
}

/** @param {Tab} tab */
async function drawSeven(tab) {
  await draw(tab);
  return settled(tab.evaluate, ({ strokes, label }) => strokes.length === 1 && label === 7);
}

inTab('draw and flip', async (tab) => {
  await tab.goto(site.url);
  const first = await settled(tab.evaluate);
  assert.deepEqual([first.status, first.label], ['flipped', 3]);
  agrees(first);

  const drawn = await drawSeven(tab);
  agrees(drawn);
  // The way from the strokes to the digit agrees, too, and the strokes are where the pointer was.
  const strokes = drawn.strokes.map((stroke) => Float32Array.from(stroke));
  const { pixels } = core.digitFromStrokes(strokes);
  const largest = Math.max(...drawn.input.map((x, i) => Math.abs(x - pixels[i])));
  assert.ok(largest <= tolerance, `the digits differ by ${largest}`);
  for (const [x, y] of seven) {
    const [stroke] = drawn.strokes;
    const distances = stroke.flatMap((value, i) =>
      i % 2 ? [] : [Math.hypot(value - x, stroke[i + 1] - y)],
    );
    assert.ok(Math.min(...distances) < 0.01, `the stroke misses ${x}, ${y}`);
  }
});

inTab('the same numbers in every norm, in a box, and by every classifier', async (tab) => {
  await tab.goto(site.url);
  await settled(tab.evaluate);
  for (const { settings, options, classifier } of [
    {
      settings: { norm: 'inf', box: 'off' },
      options: { norm: Infinity },
      classifier: 'digits',
    },
    { settings: { norm: '1', box: 'off' }, options: { norm: 1 }, classifier: 'digits' },
    { settings: { norm: '3' }, options: { norm: 3 }, classifier: 'digits' },
    { settings: { norm: '2', box: '' }, options: { box: [0, 1] }, classifier: 'digits' },
    {
      settings: { norm: '2', target: '8', box: 'off' },
      options: { target: 8 },
      classifier: 'lenet',
    },
    {
      settings: { norm: 'inf', box: 'off' },
      options: { norm: Infinity },
      classifier: 'softmax',
    },
  ]) {
    await tab.evaluate(
      (attributes) => {
        const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
        for (const name of ['box', 'target', 'norm']) figure.removeAttribute(name);
        for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
      },
      { ...settings, classifier },
    );
    // Until it shows what was asked for.
    const expected = core.attack(
      loaded[classifier],
      Float32Array.from((await settled(tab.evaluate)).input),
      /** @type {AttackOptions} */ (options),
    );
    const shown = await settled(
      tab.evaluate,
      (shown) => shown.classifier === classifier && Math.abs(shown.l2 - expected.l2) < 0.01,
    );
    assert.equal(shown.label, 3);
    agrees(shown, /** @type {AttackOptions} */ (options));
  }
});

/** In the page: where a file is chosen. */
const uploadInput = () =>
  document.querySelector('deepfool-digit')?.shadowRoot?.querySelector('.upload input[type="file"]');

inTab('upload', async (tab) => {
  const file = png([0], 20);
  const path = join(folder, 'seven.png');
  writeFileSync(path, file);
  await tab.goto(site.url);
  await settled(tab.evaluate);
  await tab.choose(uploadInput, path);
  const shown = await settled(tab.evaluate, ({ label }) => label === 7);
  agrees(shown);
  const { width, height, grey } = greyOf(file);
  const data = Uint8ClampedArray.from({ length: 4 * grey.length }, (_, i) =>
    i % 4 === 3 ? 255 : grey[i >> 2],
  );
  const { digits } = core.digitsFromPicture({ data, width, height });
  const largest = Math.max(...shown.input.map((x, i) => Math.abs(x - digits[0].pixels[i])));
  assert.ok(largest <= tolerance, `the digits differ by ${largest}`);
  assert.equal(labelOf(0), 7);
});

inTab('files of strangers', async (tab) => {
  await tab.goto(site.url);
  await settled(tab.evaluate);
  for (const { what, name: file, bytes, read } of strangeFiles()) {
    // On what is still on the pad, if the last file was none to be read.
    await draw(tab);
    await settled(tab.evaluate, ({ strokes }) => strokes.length > 0);
    const path = join(folder, file);
    writeFileSync(path, bytes);
    await tab.choose(uploadInput, path);
    const end = Date.now() + patience;
    let became = null;
    while (became === null) {
      assert.ok(Date.now() < end, `${what}: neither a picture nor a sentence`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      became = await tab.evaluate(() => {
        const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
        const said = figure.shadowRoot?.querySelector('.sentence')?.textContent ?? '';
        if (/cannot be read|No digit was found|digits\. Choose one/.test(said)) return said;
        const { attack } = figure.result ?? {};
        return attack && figure.strokes.length === 0 ? attack.label : null;
      });
    }
    if (read === 'always') assert.equal(became, 7, what);
    if (read === 'never') assert.equal(typeof became, 'string', `${what}: ${became}`);
  }
});

/** What has the focus, through shadow roots. */
const focused = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
};

inTab('keyboard', async (tab) => {
  await tab.goto(site.url);
  await settled(tab.evaluate);
  let at = '';
  for (let i = 0; !/^Test digit/.test(at); ++i) {
    assert.ok(i < 60, 'the Tab key does not get to the test digits');
    await tab.press('Tab');
    at = await tab.evaluate(focused);
  }
  for (const key of /** @type {const} */ (['Enter', 'Space'])) {
    await tab.press('Tab');
    const [, label, index] = /^Test digit (\d), number (\d+)/.exec(await tab.evaluate(focused)) ?? [
      '',
      '',
      '',
    ];
    assert.equal(labelOf(Number(index)), Number(label));
    await tab.press(key);
    const pixels = pixelsOf(Number(index));
    const shown = await settled(tab.evaluate, ({ input }) =>
      input.every((x, i) => Math.abs(x - pixels[i]) < 1e-6),
    );
    agrees(shown);
  }
});

inTab('offline', async (tab) => {
  const own = await serve();
  try {
    await tab.goto(own.url);
    await settled(tab.evaluate);
    await happens(tab, () => navigator.serviceWorker.controller !== null);
  } finally {
    own.close();
  }
  await tab.goto(`${own.url}?again`);
  const shown = await settled(tab.evaluate);
  agrees(shown);
  agrees(await drawSeven(tab));
  // What the visit did not use is there, too.
  for (const classifier of ['lenet', 'softmax']) {
    await tab.evaluate(
      (name) => document.querySelector('deepfool-digit')?.setAttribute('classifier', name),
      classifier,
    );
    agrees(await settled(tab.evaluate, (shown) => shown.classifier === classifier));
  }
});

inTab('deepfool.html from a disk', async (tab) => {
  await tab.goto(new URL('../../dist/deepfool.html', import.meta.url).href);
  agrees(await settled(tab.evaluate));
  agrees(await drawSeven(tab));
  await tab.evaluate(() =>
    document.querySelector('deepfool-digit')?.setAttribute('classifier', 'softmax'),
  );
  agrees(await settled(tab.evaluate, ({ classifier }) => classifier === 'softmax'));
});

/** @param {string} body */
const post = (body) =>
  `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
   <title>A post</title><script type="module" src="${site.url}deepfool.js"></script>
   <body>${body}</body></html>`;

inTab('an embed from another origin', async (tab) => {
  blog.publish(post('<p>Before.</p><deepfool-digit digit="5"><p>A 5.</p></deepfool-digit>'));
  await tab.goto(blog.url);
  const shown = await settled(tab.evaluate);
  assert.equal(shown.label, 5);
  agrees(shown);
  agrees(await drawSeven(tab));
});

inTab('a figure whose script does not come, and comes later', async (tab) => {
  blog.publish(
    post('<div style="height: 5000px"></div><deepfool-digit digit="5"></deepfool-digit>'),
  );
  await tab.goto(blog.url);
  // What deepfool.js imports itself has come: it is watching.
  await happens(tab, () => document.adoptedStyleSheets.length > 0);
  site.down = true;
  try {
    await tab.evaluate(() => document.querySelector('deepfool-digit')?.scrollIntoView());
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(await tab.evaluate(() => Boolean(customElements.get('deepfool-digit'))), false);
  } finally {
    site.down = false;
  }
  await tab.evaluate(() => void dispatchEvent(new Event('online')));
  agrees(await settled(tab.evaluate));
});

inTab('a script that does not come, and comes later', async (tab) => {
  blog.publish(post('<deepfool-digit digit="5"></deepfool-digit>'));
  await tab.goto(blog.url);
  await settled(tab.evaluate);
  await happens(tab, () => customElements.get('deepfool-save-menu') !== undefined);
  /** @param {string} selector */
  const click = (selector) =>
    tab.evaluate((selector) => {
      const root = document.querySelector('deepfool-digit')?.shadowRoot;
      /** @type {HTMLElement | null | undefined} */ (root?.querySelector(selector))?.click();
    }, selector);
  const shows = (/** @type {string} */ selector) =>
    happens(
      tab,
      (selector) =>
        Boolean(document.querySelector('deepfool-digit')?.shadowRoot?.querySelector(selector)),
      selector,
    );
  site.down = true;
  try {
    await click('.pixels');
    await shows('.problem');
  } finally {
    site.down = false;
  }
  await click('.retry');
  agrees(await settled(tab.evaluate));
  await click('.pixels');
  await shows('deepfool-pixel-editor');
});

inTab('an embed under a strict policy', async (tab) => {
  const { origin } = new URL(site.url);
  for (const workers of ["'none'", `blob: ${origin}`]) {
    blog.publish(
      post('<deepfool-digit digit="2"><p>A 2.</p></deepfool-digit>'),
      `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}; ` +
        `worker-src ${workers}; require-trusted-types-for 'script'; ` +
        'trusted-types deepfool lit-html',
    );
    await tab.goto(blog.url);
    const shown = await settled(tab.evaluate);
    assert.equal(shown.label, 2);
    agrees(shown);
    agrees(await drawSeven(tab));
  }
});

inTab('a frame grows with its figure', async (tab) => {
  blog.publish(
    post(`<iframe src="${site.url}embed.html?figure=digit&digit=5&lang=en"
      style="border: 0; width: 700px; height: 150px"></iframe>`),
  );
  await tab.goto(blog.url);
  const { evaluateInFrame } = tab;
  assert.equal((await settled(evaluateInFrame)).label, 5);
  const outside = () =>
    tab.evaluate(() => document.querySelector('iframe')?.getBoundingClientRect().height ?? 0);
  const inside = () =>
    evaluateInFrame(() => Math.ceil(document.body.getBoundingClientRect().height));
  const fits = async () => {
    const end = Date.now() + 5000;
    for (;;) {
      const [frame, figure] = [await outside(), await inside()];
      if (Math.abs(frame - figure) <= 1 && figure > 250) return frame;
      if (Date.now() > end) assert.fail(`the frame is ${frame} high, the figure ${figure}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const wide = await fits();
  await tab.evaluate(() => {
    const frame = /** @type {HTMLElement} */ (document.querySelector('iframe'));
    frame.style.width = '320px';
    frame.scrollIntoView();
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const narrow = await fits();
  assert.ok(narrow > wide, `${narrow} > ${wide}`);

  // The pointer draws in it.
  const frame = await tab.evaluate(() => {
    const { left, top } = /** @type {HTMLElement} */ (
      document.querySelector('iframe')
    ).getBoundingClientRect();
    return { left, top };
  });
  const { left, top, side } = await pad(evaluateInFrame);
  const scrolled = await tab.evaluate(() => {
    const { left, top } = /** @type {HTMLElement} */ (
      document.querySelector('iframe')
    ).getBoundingClientRect();
    return { left, top };
  });
  assert.equal(frame.left, scrolled.left);
  const points = seven.map(([x, y]) => [
    scrolled.left + left + x * side,
    scrolled.top + top + y * side,
  ]);
  assert.ok(points.every(([, y]) => y > 0 && y < viewport.height));
  await tab.drag(points);
  agrees(await settled(evaluateInFrame, ({ strokes }) => strokes.length === 1));
});

/**
 * Opens a later figure alone, in view, and waits until it shows a result.
 *
 * @param {Tab} tab
 * @param {string} address its name, and its attributes as parameters
 */
async function openFigure(tab, address) {
  await tab.goto(`${site.url}embed.html?lang=en&figure=${address}`);
  const tag = `deepfool-${address.split('&')[0]}`;
  await happens(
    tab,
    (tag) => {
      const { result } = /** @type {any} */ (document.querySelector(tag)) ?? {};
      return result && (result.regions?.columns ?? 88) === 88;
    },
    tag,
  );
}

inTab('the plane inside a network: its regions, its path, a drag, keys', async (tab) => {
  await openFigure(tab, 'regions&digit=7');
  const shown = await tab.evaluate(() => {
    const figure = /** @type {any} */ (document.querySelector('deepfool-regions'));
    const plane = figure.shadowRoot.querySelector('deepfool-region-plane');
    const { attack, third, path } = figure.result;
    const { left, right, bottom, top } = plane.view;
    const side = 1000 / (right - left);
    const regions = [...plane.shadowRoot.querySelectorAll('path.region')];
    const points = Array.from({ length: 100 }, (_, i) => [
      left + ((right - left) * ((i % 10) + 0.4)) / 10,
      bottom + ((top - bottom) * (Math.floor(i / 10) + 0.6)) / 10,
    ]);
    return {
      view: { left, right, bottom, top },
      pixels: Array.from(attack.path[0].perturbed),
      perturbed: Array.from(attack.perturbed),
      third: Array.from(third.pixels),
      end: path[path.length - 1],
      l2: attack.l2,
      box: figure.box,
      points: points.map((at) => ({
        at,
        classes: regions
          .filter((region) =>
            region.isPointInFill(new DOMPoint((at[0] - left) * side, (top - at[1]) * side)),
          )
          .map(({ dataset }) => Number(dataset.class)),
      })),
    };
  });
  const x = Float32Array.from(/** @type {number[]} */ (shown.pixels));
  const others = [shown.perturbed, shown.third].map((point) => [
    .../** @type {number[]} */ (point),
  ]);
  const own = core.attack(loaded.digits, x, { box: shown.box ? [0, 1] : null });
  assert.ok(Math.abs(own.l2 - shown.l2) <= tolerance * own.l2);
  const basis = core.plane(loaded.digits, 'planeThrough', [x, Float32Array.from(others.flat()), 2]);
  const slice = core.slice(loaded.digits, x, [basis.slice(0, 784), basis.slice(784)]).id;
  // The way to x + r is the first axis.
  assert.ok(Math.abs(shown.end[0] - own.l2) < 1e-4 && Math.abs(shown.end[1]) < 1e-4);
  let sure = 0;
  for (const { at, classes } of shown.points) {
    const { label, logits } = core.predict(slice, Float32Array.from(at));
    const [first, second] = [...logits].sort((a, b) => b - a);
    // Near a boundary the drawing may be off by a part of a cell.
    if (first - second < 0.05) continue;
    sure += 1;
    assert.deepEqual(classes, [label], `at ${at}`);
  }
  assert.ok(sure > 80, `${sure} of 100`);

  const place = await tab.evaluate(() => {
    const figure = document.querySelector('deepfool-regions');
    const plane = figure?.shadowRoot?.querySelector('deepfool-region-plane');
    plane?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width } = /** @type {Element} */ (plane).getBoundingClientRect();
    return { left, top, side: width };
  });
  const at = (/** @type {number} */ right, /** @type {number} */ down) => [
    place.left + right * place.side,
    place.top + down * place.side,
  ];
  await tab.drag([at(0.3, 0.7), at(0.35, 0.7), at(0.4, 0.7)]);
  const { left, right } = shown.view;
  const wanted = left - 0.1 * (right - left);
  const slack = (right - left) / 100;
  await happens(
    tab,
    (wanted, slack) => {
      const figure = document.querySelector('deepfool-regions');
      const plane = figure?.shadowRoot?.querySelector('deepfool-region-plane');
      return Math.abs(/** @type {any} */ (plane).view.left - wanted) < slack;
    },
    wanted,
    slack,
  );
  await tab.evaluate(() => {
    const figure = document.querySelector('deepfool-regions');
    const plane = figure?.shadowRoot?.querySelector('deepfool-region-plane');
    const handle = plane?.shadowRoot?.querySelector('.handle');
    /** @type {HTMLElement} */ (handle).focus();
  });
  await tab.press('ArrowRight');
  await happens(
    tab,
    () => document.querySelector('deepfool-regions')?.hasAttribute('point') === true,
  );
});

inTab('the steps, and what survives', async (tab) => {
  await openFigure(tab, 'steps&digit=7');
  const steps = await tab.evaluate(() => {
    const figure = /** @type {any} */ (document.querySelector('deepfool-steps'));
    const { path } = figure.result;
    figure.shadowRoot.querySelector('input[type=range]').focus();
    return {
      box: figure.box,
      pixels: Array.from(path[0].perturbed),
      path: path.map((/** @type {any} */ point) => [point.chosen, point.step]),
    };
  });
  const x = Float32Array.from(/** @type {number[]} */ (steps.pixels));
  const options = { box: /** @type {[number, number] | null} */ (steps.box ? [0, 1] : null) };
  const own = core.attack(loaded.digits, x, { ...options, path: true });
  assert.equal(steps.path.length, own.path.length);
  own.path.forEach(({ chosen, step }, i) => {
    assert.equal(steps.path[i][0], chosen);
    assert.ok(Math.abs(steps.path[i][1] - step) <= tolerance);
  });
  await tab.press('ArrowRight');
  await happens(tab, () => document.querySelector('deepfool-steps')?.getAttribute('step') === '1');

  await openFigure(tab, 'survival&digit=7');
  const survival = await tab.evaluate(() => {
    const { request, treatments } = /** @type {any} */ (document.querySelector('deepfool-survival'))
      .result;
    return treatments.map((/** @type {any} */ { name, pictures, labels }) => ({
      name,
      pictures: pictures.map((/** @type {Float32Array} */ picture) => Array.from(picture)),
      labels,
      names: [...request.names],
    }));
  });
  for (const { name, pictures, labels, names } of survival) {
    names.forEach((/** @type {string} */ classifier, /** @type {number} */ i) => {
      pictures.forEach((/** @type {number[]} */ picture, /** @type {number} */ j) => {
        const { label } = core.predict(loaded[classifier], Float32Array.from(picture));
        assert.equal(labels[i][j], label, `${name} by ${classifier}`);
      });
    });
  }
  assert.deepEqual(
    survival.map((/** @type {any} */ { name }) => name),
    ['none', 'bytes', 'jpeg', 'shift', 'noise'],
  );
});

inTab('how robust two classifiers are, on digits of the whole test set', async (tab) => {
  const count = 250;
  await tab.goto(`${site.url}embed.html?figure=robustness&lang=en&count=${count}`);
  await happens(tab, () =>
    Boolean(
      document
        .querySelector('deepfool-robustness')
        ?.shadowRoot?.querySelector('.actions button:enabled'),
    ),
  );
  await tab.evaluate(() => {
    const root = document.querySelector('deepfool-robustness')?.shadowRoot;
    /** @type {HTMLButtonElement | null | undefined} */ (
      root?.querySelector('.actions button')
    )?.click();
  });
  await happens(
    tab,
    (all) => {
      const { result } = /** @type {any} */ (document.querySelector('deepfool-robustness'));
      const done = (/** @type {any} */ { report }) => report.summary.images === all;
      return Boolean(result?.reports.sets.every(done));
    },
    count,
  );
  const summaries = await tab.evaluate(() => {
    const { result } = /** @type {any} */ (document.querySelector('deepfool-robustness'));
    return result.reports.sets.map((/** @type {any} */ { report }) => report.summary);
  });
  const labels = [...readFileSync(labelsFile).subarray(8, 8 + count)];
  ['digits', 'softmax'].forEach((name, i) => {
    const options = { labels, box: /** @type {[number, number]} */ ([0, 1]) };
    const own = finished(core.evaluate(loaded[name], testDigits(count), options));
    assert.ok(Math.abs(summaries[i].rho_adv.mean - Number(own.rhoAdv)) <= tolerance, name);
    assert.equal(summaries[i].test_error.mean, own.testError);
    assert.equal(summaries[i].flipped, own.flipped);
  });
});

inTab('a digit on fine-tuned networks, with what is proved', async (tab) => {
  await tab.goto(`${site.url}embed.html?figure=finetuning&lang=en#digit=3&compare`);
  await happens(tab, () => {
    const { result } = /** @type {any} */ (document.querySelector('deepfool-finetuning')) ?? {};
    return Boolean(
      result?.found.length && result.found.every((/** @type {any} */ { done }) => done),
    );
  });
  const { pixels, found } = await tab.evaluate(() => {
    const { result } = /** @type {any} */ (document.querySelector('deepfool-finetuning'));
    return {
      pixels: [...result.pixels],
      found: result.found.map((/** @type {any} */ { attack, certified }) => ({
        ...{ label: attack.label, adversarial: attack.adversarial, l2: attack.l2 },
        radius: certified.radius,
      })),
    };
  });
  const input = Float32Array.from(pixels);
  const given = { norm: 2, box: /** @type {[number, number]} */ ([0, 1]) };
  ['', '-deepfool', '-deepfool-2', '-pgd'].forEach((ending, i) => {
    const path = `${ending ? 'fine_tuned/' : ''}fc500-150-10${ending}`;
    const { id } = core.load(readFileSync(model(path)));
    const own = core.attack(id, input, { method: 'refine', ...given });
    const proof = finished(core.search(id, 'search', ['certify', { input, ...given }]));
    assert.equal(found[i].label, own.label, path);
    assert.equal(found[i].adversarial, own.adversarial, path);
    assert.ok(Math.abs(found[i].l2 - own.l2) <= tolerance, `${path}: ${found[i].l2}`);
    assert.ok(Math.abs(found[i].radius - proof.radius) <= tolerance, `${path}: ${found[i].radius}`);
    core.unload(id);
  });
});

/** In the page: where the point x0 of a figure of the plane is, and how long a unit of the plane is, in pixels. */
const pointOf = (/** @type {string} */ tag) => {
  const plane = document.querySelector(tag)?.shadowRoot?.querySelector('deepfool-plane-view');
  const handle = plane?.shadowRoot?.querySelector('.handle[data-name="point"]');
  if (!plane || !handle) return null;
  handle.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = handle.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2, unit: plane.clientWidth / 8 };
};

for (const { figure, kind, numbers, to } of /** @type {const} */ ([
  { figure: 'straight', kind: 'line', numbers: [1.9, 2.1, 0.3, -2.2], to: [-1.4, 0.6] },
  { figure: 'curved', kind: 'bump', numbers: [], to: [-1.6, -0.4] },
  {
    figure: 'classes',
    kind: 'centres',
    numbers: [-0.3, 0.2, -2.9, 1.1, 1.6, 1.9, 2.5, -1.2, -1.5, -2.3],
    to: [-0.1, -0.8],
  },
])) {
  inTab(`${figure}: the point is moved with the pointer and with keys`, async (tab) => {
    const tag = `deepfool-${figure}`;
    await tab.goto(`${site.url}embed.html?figure=${figure}&lang=en`);
    await happens(
      tab,
      (tag) => Boolean(Reflect.get(document.querySelector(tag) ?? {}, 'result')),
      tag,
    );
    const start = await tab.evaluate(pointOf, tag);
    if (!start) throw new Error('there is no point');
    const point = /** @type {[number, number]} */ (
      await tab.evaluate((tag) => Reflect.get(document.querySelector(tag) ?? {}, 'point'), tag)
    );
    const { id } = core.planeClassifier(kind, [...numbers]);
    const agrees = async (/** @type {readonly number[]} */ at) => {
      await happens(
        tab,
        (tag, at) => {
          const shown = Reflect.get(document.querySelector(tag) ?? {}, '_shown');
          return JSON.stringify(shown.question.point) === JSON.stringify(at);
        },
        tag,
        at,
      );
      const expected = core.attack(id, Float32Array.from(at));
      const shown = await tab.evaluate((tag) => {
        const { attack } = Reflect.get(document.querySelector(tag) ?? {}, 'result');
        return { perturbed: Array.from(attack.perturbed), adversarial: attack.adversarial };
      }, tag);
      assert.equal(shown.adversarial, expected.adversarial);
      shown.perturbed.forEach((x, i) =>
        assert.ok(Math.abs(Number(x) - expected.perturbed[i]) <= tolerance),
      );
    };
    await tab.drag([
      [start.x, start.y],
      [start.x + 20, start.y + 10],
      [start.x + (to[0] - point[0]) * start.unit, start.y - (to[1] - point[1]) * start.unit],
    ]);
    await agrees(to);
    await tab.evaluate((tag) => {
      const plane = document.querySelector(tag)?.shadowRoot?.querySelector('deepfool-plane-view');
      const handle = plane?.shadowRoot?.querySelector('.handle[data-name="point"]');
      /** @type {HTMLElement} */ (handle).focus();
    }, tag);
    await tab.press('ArrowRight');
    await tab.press('ArrowDown');
    await agrees(to.map((x, i) => Math.round(100 * (x + (i === 0 ? 0.1 : -0.1))) / 100));
    core.unload(id);
  });
}
