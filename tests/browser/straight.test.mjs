// The figure of a straight boundary: what it draws against closed forms, and how it is moved.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, planeBrowser, samples, tolerance } from './plane.mjs';

const { open } = planeBrowser();

const point = [-1.9, -0.4];
const line = [1.9, 2.1, 0.3, -2.2];

/**
 * f(x) = w . x + b through two points, positive on the left of the way from one to the other.
 *
 * @param {number[]} through
 * @returns {{ w: number[], f: (at: number[]) => number }}
 */
function lineOf([x0, y0, x1, y1]) {
  const w = [y0 - y1, x1 - x0];
  return { w, f: ([x, y]) => w[0] * (x - x0) + w[1] * (y - y0) };
}

/**
 * The shortest step from a point to the line, in each norm.
 *
 * @param {number[]} at
 * @param {number[]} through
 * @returns {Record<string, { distance: number, r: number[] }>}
 */
function closedForms(at, through) {
  const { w, f } = lineOf(through);
  const value = f(at);
  const squared = w[0] ** 2 + w[1] ** 2;
  const sum = Math.abs(w[0]) + Math.abs(w[1]);
  const steepest = Math.abs(w[0]) >= Math.abs(w[1]) ? 0 : 1;
  return {
    2: {
      distance: Math.abs(value) / Math.sqrt(squared),
      r: w.map((each) => (-value * each) / squared),
    },
    inf: { distance: Math.abs(value) / sum, r: w.map((each) => (-value * Math.sign(each)) / sum) },
    1: {
      distance: Math.abs(value) / Math.abs(w[steepest]),
      r: [0, 1].map((i) => (i === steepest ? -value / w[i] : 0)),
    },
  };
}

test('the step, the overshoot and the balls are those of the closed forms', async () => {
  const { figure, problems, close } = await open('straight');
  for (const [at, through] of [
    [point, line],
    [
      [1.3, 2.2],
      [-3, -1, 2.5, 0.4],
    ],
    [
      [-0.2, -2.9],
      [0.7, 3, 0.6, -1.7],
    ],
  ]) {
    for (const norm of ['2', '1', 'inf']) {
      await figure.set({ point: at, line: through, norm, overshoot: 0.1, growth: 1 });
      const drawn = await figure.drawn();
      const expected = closedForms(at, through);
      const { r } = expected[norm];
      const one = (/** @type {string} */ name) => {
        const found = drawn.filter((shape) => shape.name === name);
        assert.equal(found.length, 1, name);
        return found[0];
      };
      const foot = [at[0] + r[0], at[1] + r[1]];
      const end = [at[0] + 1.1 * r[0], at[1] + 1.1 * r[1]];
      assert.ok(distance(one('step').points[0], at) <= tolerance);
      assert.ok(distance(one('step').points[1], foot) <= tolerance, `${norm}, ${at}`);
      assert.ok(distance(one('overshoot').points[1], end) <= tolerance, `${norm}, ${at}`);
      assert.ok(distance(one('mark end').points[0], end) <= tolerance);
      const { f } = lineOf(through);
      for (const corner of one('boundary').points) {
        assert.ok(Math.abs(f(corner)) <= tolerance * distance(through, through.slice(2)));
      }

      const ball = one('ball');
      const reach = norm === '2' ? ball.radius : Math.abs(ball.points[0][0] - at[0]);
      assert.ok(Math.abs(Number(reach) - expected[norm].distance) <= tolerance, `ball, ${norm}`);
      const others = drawn.filter(({ name }) => name === 'other');
      assert.equal(others.length, 2);
    }
  }
  assert.deepEqual(problems, []);
  await close();
});

test('the regions are where f has their sign, at every sampled point', async () => {
  const { figure, close } = await open('straight');
  const { w, f } = lineOf(line);
  // Nearer to the line than what is drawn may be wrong by, no side is claimed.
  const points = samples(2000).filter((at) => Math.abs(f(at)) > tolerance * Math.hypot(w[0], w[1]));
  assert.ok(points.length > 1990);
  const found = await figure.regionsAt(points);
  assert.deepEqual(
    found,
    points.map((at) => (f(at) > 0 ? 1 : 0)),
  );
  await close();
});

test('where the ball touches with a whole side, that is drawn', async () => {
  const upright = '1 2 1 -2';
  const { figure, close } = await open('straight', { line: upright, norm: 'inf' });
  const touch = (await figure.drawn()).find(({ name }) => name === 'touch');
  const reach = 1 - point[0];
  for (const [i, end] of [
    [1, point[1] - reach],
    [1, point[1] + reach],
  ]) {
    assert.ok(touch?.points.some((at) => Math.abs(at[i] - end) <= tolerance));
  }
  await figure.set({ norm: '1' });
  assert.ok(!(await figure.drawn()).some(({ name }) => name === 'touch'));
  await close();
});

test('mouse, finger, keys and numbers move the points', async () => {
  const { page, figure, problems, close } = await open('straight', {}, { hasTouch: true });
  await figure.drag(point, [-0.5, 1]);
  assert.deepEqual(await figure.get('point'), [-0.5, 1]);
  await figure.drag(line.slice(0, 2), [2.5, 1.5]);
  assert.deepEqual(await figure.get('line'), [2.5, 1.5, 0.3, -2.2]);
  await figure.touch([-0.5, 1], [-2, -1]);
  assert.deepEqual(await figure.get('point'), [-2, -1]);
  await figure.touch([0.3, -2.2], [-1, -2]);
  assert.deepEqual(await figure.get('line'), [2.5, 1.5, -1, -2]);

  await figure.handle('point').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  assert.deepEqual(await figure.get('point'), [-1.9, -0.89]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await figure.get('line'), [2.5, 1.4, -1, -2]);
  assert.equal(await figure.handle('first').getAttribute('aria-valuetext'), '2.5, 1.4');

  await figure.locator.getByText('Coordinates').click();
  await figure.locator.getByLabel('x₀, coordinate 1').fill('3');
  await page.keyboard.press('Enter');
  assert.deepEqual(await figure.get('point'), [3, -0.89]);

  // A click in the plane, a way without dragging.
  const { x, y } = await figure.pixels([-3, 2]);
  await page.mouse.click(x, y);
  assert.deepEqual(await figure.get('point'), [-3, 2]);
  // Out of the view nothing goes.
  await figure.drag([-3, 2], [-9, 9]);
  assert.deepEqual(await figure.get('point'), [-4, 3]);
  await figure.settled();
  assert.equal(await figure.locator.getAttribute('point'), '-4 3');
  assert.deepEqual(problems, []);
  await close();
});

test('what stands still is said once, and the sentence has its numbers', async () => {
  const { page, figure, close } = await open('straight');
  const { distance: length } = closedForms(point, line)['2'];
  assert.match(
    await figure.locator.locator('.sentence').innerText(),
    new RegExp(`^In ℓ₂ the line is ${length.toPrecision(3)} away`),
  );
  const said = figure.locator.locator('[role=status]').first();
  assert.equal(await said.innerText(), '');
  await figure.handle('point').focus();
  await page.keyboard.press('ArrowRight');
  await figure.settled();
  await page.waitForFunction(
    (tag) => document.querySelector(tag)?.shadowRoot?.querySelector('[role=status]')?.textContent,
    figure.tag,
  );
  assert.equal(await said.innerText(), await figure.locator.locator('.sentence').innerText());
  await close();
});

test('a hostile address shows the default, a good one what it says', async () => {
  const hostile = await open('straight', {
    point: '1e9 NaN',
    line: '<b>0</b> 0 0 0',
    norm: '__proto__',
    overshoot: '-1',
    growth: 'Infinity',
  });
  assert.deepEqual(await hostile.figure.get('point'), point);
  assert.deepEqual(await hostile.figure.get('line'), line);
  assert.equal(await hostile.figure.get('norm'), '2');
  assert.equal(await hostile.figure.get('overshoot'), 0.02);
  assert.equal(await hostile.figure.get('growth'), 1);
  assert.deepEqual(hostile.problems, []);
  await hostile.close();

  const good = { point: '1 -1', line: '-3 1 3 0', norm: 'inf', overshoot: '0.2', growth: '0.5' };
  const { figure, close } = await open('straight', good);
  assert.deepEqual(await figure.get('state'), { lang: 'en', ...good });
  await close();
});

test('degenerate places have their own sentences', async () => {
  const { figure, problems, close } = await open('straight', { line: '1 1 1 1' });
  const sentence = figure.locator.locator('.sentence');
  assert.match(await sentence.innerText(), /^A and B are one point/);
  await figure.set({ line: [0, 2, 0, -2], point: [0, 1] });
  assert.match(await sentence.innerText(), /^x₀ lies on the line/);
  await figure.set({ point: [-1, 0], overshoot: 0 });
  assert.match(await sentence.innerText(), /Without an overshoot/);
  assert.deepEqual(problems, []);
  await close();
});
