// The plane through a digit: the regions of the classes, DeepFool's path on them, and what a visitor does there.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadCore, model } from '../wasm/support.mjs';
import { readFileSync } from 'node:fs';
import { browser, show } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { RegionsFigure } from '../../web/figures/regions/regions_figure.js' */

const { open } = browser();

/** The module in Node: what the page's worker says is held to it. @type {Awaited<ReturnType<typeof loadCore>>} */
let core;
let id = 0;
before(async () => {
  core = await loadCore();
  id = core.load(readFileSync(model('digits'))).id;
});

/** @typedef {NonNullable<Awaited<ReturnType<typeof snapshot>>>} Shown */

/** What the figure shows, copied out of the page, once its finest picture is there. @param {Page} page */
async function snapshot(page) {
  const handle = await page.waitForFunction(() => {
    const figure = /** @type {RegionsFigure} */ (document.querySelector('deepfool-regions'));
    const shown = figure?.result;
    if (!shown || shown.regions.columns < 88) return null;
    const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
    const plane = /** @type {any} */ (root.querySelector('deepfool-region-plane'));
    const { view } = plane;
    const drawn = /** @type {ShadowRoot} */ (plane.shadowRoot);
    if (shown.regions.view.left !== view.left || shown.regions.view.top !== view.top) return null;
    const { attack, third, path, distances, lines, planar, planarPath } = shown;
    return {
      view,
      width: plane.getBoundingClientRect().width,
      attack: {
        label: attack.label,
        adversarial: attack.adversarial,
        perturbed: [...attack.perturbed],
        path: attack.path.map(({ perturbed, logits, chosen, step }) => ({
          perturbed: [...perturbed],
          logits: [...logits],
          chosen,
          step,
        })),
      },
      third: { pixels: [...third.pixels], at: third.at, class: third.class },
      path,
      distances: [...distances],
      lines,
      planar: { adversarial: planar.adversarial, l2: planar.l2 },
      planarPath,
      circles: [...drawn.querySelectorAll('circle.iterate')].map((circle) => [
        Number(circle.getAttribute('cx')),
        Number(circle.getAttribute('cy')),
      ]),
      sentence: root.querySelector('.sentence')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
      read: root.querySelector('.read')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
      text: drawn.querySelector('svg')?.getAttribute('aria-label') ?? '',
      state: figure.state,
    };
  });
  const value = await handle.jsonValue();
  if (!value) throw new Error('there is no result');
  return value;
}

/** @param {Page} page */
const parts = (page) => {
  const figure = page.locator('deepfool-regions');
  return {
    figure,
    plane: figure.locator('deepfool-region-plane'),
    point: figure.getByRole('slider', { name: 'The point that is looked at' }),
    read: figure.locator('.read'),
  };
};

/** Settles when the figure is in view and whole. @param {Page} page */
async function shown(page) {
  await show(page, 'deepfool-regions');
  await parts(page).plane.scrollIntoViewIfNeeded();
  return snapshot(page);
}

const dot = (/** @type {ArrayLike<number>} */ a, /** @type {ArrayLike<number>} */ b) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

/**
 * The plane's directions by Gram-Schmidt in double precision, and its origin.
 *
 * @param {Shown} shown
 */
function basis({ attack, third }) {
  const x = attack.path[0].perturbed;
  const minus = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a.map((v, i) => v - b[i]);
  const scaled = (/** @type {number[]} */ a, /** @type {number} */ s) => a.map((v) => v * s);
  const r = minus(attack.perturbed, x);
  const u = scaled(r, 1 / Math.hypot(...r));
  const t = minus(third.pixels, x);
  const rest = minus(t, scaled(u, dot(t, u)));
  const v = scaled(rest, 1 / Math.hypot(...rest));
  const input = (/** @type {number[]} */ [a, b]) =>
    Float32Array.from(x, (pixel, i) => pixel + a * u[i] + b * v[i]);
  return { x, u, v, input, minus };
}

/** Float32 rounds the directions and the points, which may lie a few view's widths away. */
const exact = 1e-6;

test('the plane goes through x, x + r and the third point, and its points are inner products', async () => {
  const { page, problems } = await open();
  const all = await shown(page);
  const { u, v, x, minus } = basis(all);
  const side = all.view.right - all.view.left;
  const near = (/** @type {number} */ a, /** @type {number} */ b) =>
    assert.ok(Math.abs(a - b) <= exact * side, `${a} and ${b}`);
  all.attack.path.forEach(({ perturbed }, i) => {
    const offset = minus(perturbed, x);
    const place = [dot(offset, u), dot(offset, v)];
    near(all.path[i][0], place[0]);
    near(all.path[i][1], place[1]);
    near(all.distances[i], Math.sqrt(Math.max(dot(offset, offset) - dot(place, place), 0)) || 0);
  });
  const third = minus(all.third.pixels, x);
  near(all.third.at[0], dot(third, u));
  near(all.third.at[1], dot(third, v));

  // What is drawn is where the view has it.
  assert.equal(all.circles.length, all.path.length);
  all.circles.forEach(([cx, cy], i) => {
    near(all.view.left + (side * cx) / all.width, all.path[i][0]);
    near(all.view.top - (side * cy) / all.width, all.path[i][1]);
  });
  assert.deepEqual(problems, []);
});

test('the path is that of the attack, and so are the boundaries as they look from it', async () => {
  const { page } = await open();
  const all = await shown(page);
  const { u, v, x, minus } = basis(all);
  const own = core.attack(id, Float32Array.from(x), { ...boxOf(all), path: true });
  assert.equal(own.adversarial, all.attack.adversarial);
  assert.deepEqual(
    own.path.map(({ perturbed, logits, chosen, step }) => ({
      perturbed: [...perturbed],
      logits: [...logits],
      chosen,
      step,
    })),
    all.attack.path,
  );
  // A line's points are where the linearised logits are equal.
  all.lines.forEach((lines, i) => {
    const at = Float32Array.from(all.attack.path[i].perturbed);
    const J = core.jacobian(id, at);
    const f = core.logits(id, at);
    const place = minus(x, [...at]);
    const row = (/** @type {number} */ k) => J.subarray(784 * k, 784 * (k + 1));
    lines.forEach((line, k) => {
      if (k === all.attack.label) return assert.equal(line, null);
      assert.ok(line);
      for (const t of [-1, 0, 2]) {
        const z = line.point.map((value, j) => value + t * line.direction[j]);
        const value = (/** @type {number} */ c) =>
          f[c] + dot(row(c), place) + z[0] * dot(row(c), u) + z[1] * dot(row(c), v);
        const slope = Math.hypot(
          dot(row(k), u) - dot(row(all.attack.label), u),
          dot(row(k), v) - dot(row(all.attack.label), v),
        );
        const off = Math.abs(value(k) - value(all.attack.label)) / slope;
        assert.ok(off < exact * 10 * (1 + Math.hypot(...z)), `${off} from the line of ${k}`);
      }
    });
  });
});

/** The box that the figure's attack had. @param {Shown} shown */
const boxOf = ({ state }) => ({
  box: /** @type {[number, number] | null} */ (Reflect.get(state, 'box') === 'off' ? null : [0, 1]),
});

test('each point lies in the region of the class that is read there', async () => {
  const { page } = await open();
  const all = await shown(page);
  const { input } = basis(all);
  const points = Array.from({ length: 400 }, (_, i) => [
    all.view.left + ((all.view.right - all.view.left) * ((i % 20) + 0.37)) / 20,
    all.view.bottom + ((all.view.top - all.view.bottom) * (Math.floor(i / 20) + 0.61)) / 20,
  ]);
  const drawn = await page.evaluate((points) => {
    const figure = /** @type {HTMLElement} */ (document.querySelector('deepfool-regions'));
    const plane = /** @type {any} */ (figure.shadowRoot?.querySelector('deepfool-region-plane'));
    const { view } = plane;
    const paths = [
      .../** @type {NodeListOf<SVGPathElement>} */ (
        plane.shadowRoot.querySelectorAll('path.region')
      ),
    ];
    const side = 1000 / (view.right - view.left);
    return points.map(([x, y]) => {
      const at = new DOMPoint((x - view.left) * side, (view.top - y) * side);
      return paths
        .filter((path) => path.isPointInFill(at))
        .map(({ dataset }) => Number(dataset.class));
    });
  }, points);
  // Between the centres of cells a boundary is drawn straight: where the two largest logits are nearly equal, the drawing
  // may be off by a part of a cell.
  let sure = 0;
  points.forEach((point, i) => {
    const { label, logits } = core.predict(id, input(point));
    const [first, second] = [...logits].sort((a, b) => b - a);
    if (first - second < 0.02) return;
    sure += 1;
    assert.deepEqual(drawn[i], [label], `at ${point}`);
  });
  assert.ok(sure > 360, `${sure} of 400`);
});

test('a mouse looks at a point, a click keeps it, a drag moves the plane', async () => {
  const { page } = await open();
  const all = await shown(page);
  const { plane, read, figure } = parts(page);
  const { input } = basis(all);
  const box = await plane.boundingBox();
  assert.ok(box);
  const side = all.view.right - all.view.left;
  const at = (/** @type {number} */ right, /** @type {number} */ down) => ({
    pixels: /** @type {[number, number]} */ ([
      box.x + right * box.width,
      box.y + down * box.height,
    ]),
    point: [all.view.left + right * side, all.view.top - down * side],
  });
  for (const place of [at(0.12, 0.85), at(0.8, 0.2)]) {
    await page.mouse.move(...place.pixels);
    const { label } = core.predict(id, input(place.point));
    await page.waitForFunction(
      ([x]) => {
        const shown = document
          .querySelector('deepfool-regions')
          ?.shadowRoot?.querySelector('.read .caption');
        return shown?.textContent?.startsWith(String(x));
      },
      [String(Number(place.point[0].toFixed(2))).replace('-', '−')],
    );
    assert.match(await read.innerText(), new RegExp(`^Read as ${label}`));
  }
  await page.mouse.click(...at(0.3, 0.6).pixels);
  const point = (await figure.getAttribute('point'))?.split(',').map(Number) ?? [];
  at(0.3, 0.6).point.forEach((value, i) => assert.ok(Math.abs(point[i] - value) < side / 200));

  await page.mouse.move(...at(0.5, 0.5).pixels);
  await page.mouse.down();
  await page.mouse.move(...at(0.6, 0.45).pixels, { steps: 5 });
  await page.mouse.up();
  const after = await snapshot(page);
  assert.ok(Math.abs(after.view.left - (all.view.left - 0.1 * side)) < side / 200);
  assert.ok(Math.abs(after.view.top - (all.view.top - 0.05 * side)) < side / 200);
  // A drag is no click.
  assert.equal(await figure.getAttribute('point'), point.join());
});

test('keys move the point and the view, and buttons do what a drag does', async () => {
  const { page } = await open();
  const all = await shown(page);
  const { point, figure } = parts(page);
  const side = all.view.right - all.view.left;
  await point.focus();
  await page.keyboard.press('ArrowRight');
  const [x] = (await figure.getAttribute('point'))?.split(',').map(Number) ?? [];
  assert.ok(Math.abs(x - all.path[all.path.length - 1][0] - side / 40) < side / 300);
  await page.keyboard.press('+');
  const closer = await snapshot(page);
  assert.ok(Math.abs(closer.view.right - closer.view.left - side / 1.5) < 1e-3 * side);
  await page.keyboard.press('0');
  assert.deepEqual((await snapshot(page)).view, all.view);
  await figure.getByRole('button', { name: 'Closer' }).click();
  await figure.getByRole('button', { name: 'The point in the middle' }).click();
  const centred = (await snapshot(page)).view;
  assert.ok(Math.abs((centred.left + centred.right) / 2 - x) < 1e-3 * side);
  await figure.getByRole('button', { name: 'The whole picture' }).click();
  assert.deepEqual((await snapshot(page)).view, all.view);
});

test('a finger looks at a point; two move and scale the plane', async () => {
  const { page } = await open({
    options: { hasTouch: true, viewport: { width: 390, height: 844 } },
  });
  const all = await shown(page);
  const { plane, figure } = parts(page);
  const box = await plane.boundingBox();
  assert.ok(box);
  await page.touchscreen.tap(box.x + box.width * 0.25, box.y + box.height * 0.75);
  const side = all.view.right - all.view.left;
  const [x, y] = (await figure.getAttribute('point'))?.split(',').map(Number) ?? [];
  assert.ok(Math.abs(x - (all.view.left + 0.25 * side)) < side / 200);
  assert.ok(Math.abs(y - (all.view.top - 0.75 * side)) < side / 200);

  const client = await page.context().newCDPSession(page);
  const at = (
    /** @type {number} */ right,
    /** @type {number} */ down,
    /** @type {number} */ id,
  ) => ({
    x: box.x + right * box.width,
    y: box.y + down * box.height,
    id,
  });
  const send = (
    /** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type,
    /** @type {{ x: number, y: number, id: number }[]} */ ...touchPoints
  ) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', at(0.4, 0.5, 0));
  await send('touchStart', at(0.4, 0.5, 0), at(0.6, 0.5, 1));
  for (const by of [0.02, 0.06, 0.1]) {
    await send('touchMove', at(0.4 - by, 0.5, 0), at(0.6 + by, 0.5, 1));
  }
  await send('touchEnd');
  const closer = (await snapshot(page)).view;
  // The fingers were 0.2 apart, and are 0.4: twice as close.
  const factor = side / (closer.right - closer.left);
  assert.ok(factor > 1.6 && factor < 2.4, `${factor}`);
});

test('it shows the digit that is drawn, and one of its own where its attributes say so', async () => {
  const { page, figure: digit } = await open();
  await shown(page);
  await digit.draw([
    [
      [0.3, 0.2],
      [0.7, 0.2],
      [0.45, 0.8],
    ],
  ]);
  const drawn = await digit.settled();
  await parts(page).plane.scrollIntoViewIfNeeded();
  await page.waitForFunction((label) => {
    const figure = /** @type {RegionsFigure} */ (document.querySelector('deepfool-regions'));
    return figure.result?.attack.label === label;
  }, drawn.attack.label);
  const all = await shown(page);
  assert.deepEqual(all.attack.path[0].perturbed, drawn.pixels);
  assert.match(all.sentence, new RegExp(`^Read as ${drawn.attack.label}`));
  assert.match(all.text, /cut into the regions of the classes/);

  // Another page with the attributes that a copy has shows the same.
  await page.evaluate(
    (state) => {
      const own = document.createElement('deepfool-regions');
      for (const [name, value] of Object.entries(state)) own.setAttribute(name, value);
      document.querySelector('deepfool-regions')?.replaceWith(own);
    },
    { ...all.state, digit: '7', pixels: '' },
  );
  await parts(page).figure.scrollIntoViewIfNeeded();
  const own = await snapshot(page);
  assert.equal(own.attack.label, 7);
});

test('the third point may be a random direction, another class, another digit', async () => {
  const { page } = await open();
  await shown(page);
  const { figure } = parts(page);
  for (const [choice, expected] of /** @type {const} */ ([
    ['any direction', null],
    ['way to 5', 5],
    ['test digit 4', 4],
  ])) {
    await figure.getByRole('combobox').selectOption({ label: choice });
    await page.waitForFunction((expected) => {
      const figure = /** @type {RegionsFigure} */ (document.querySelector('deepfool-regions'));
      return figure.result?.third.class === expected;
    }, expected);
    const { third } = await snapshot(page);
    if (choice.startsWith('way')) {
      assert.equal(core.predict(id, Float32Array.from(third.pixels)).label, expected);
    }
  }
});

test('however close one looks, each number along the axes is another one', async () => {
  for (const view of ['1.234,0.5,0.01', '0.5,-1.25,0.02', '100,0,0.5', '0,0,40']) {
    const { page } = await open({ path: `embed.html?figure=regions&digit=3&view=${view}` });
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('deepfool-regions'))?.result,
    );
    for (const axis of ['across', 'up']) {
      const ticks = await page
        .locator(`deepfool-regions .axis.${axis} text`)
        .evaluateAll((texts) => texts.map(({ textContent }) => textContent));
      assert.ok(ticks.length >= 2, `${view}: ${ticks}`);
      assert.equal(new Set(ticks).size, ticks.length, `${view}: ${ticks}`);
    }
    await page.context().close();
  }
});
