// The figures of the plane where there is little or nothing to show: at the edges of the view, without a line, with all
// centres at one point, far zoomed in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, planeBrowser, tolerance, view } from './plane.mjs';

/** @import { ShownFigure } from './plane.mjs' */

const { open } = planeBrowser();

/** All that is written in a figure. @param {ShownFigure} figure */
const textOf = (figure) =>
  figure.page.evaluate(
    (tag) => document.querySelector(tag)?.shadowRoot?.querySelector('section')?.innerText ?? '',
    figure.tag,
  );

test('a point in a corner can be taken by all of its handle, and stands where it is', async () => {
  const { page, figure, close } = await open('straight');
  const box = await figure.locator.locator('deepfool-plane-view').boundingBox();
  assert.ok(box);
  for (const point of [
    [view.right, view.top],
    [view.left, view.bottom],
    [view.left, 0.5],
  ]) {
    await figure.set({ point });
    const handle = await figure.handle('point').boundingBox();
    assert.ok(handle && handle.width >= 24);
    assert.ok(handle.x >= box.x - 0.01 && handle.x + handle.width <= box.x + box.width + 0.01);
    assert.ok(handle.y >= box.y - 0.01 && handle.y + handle.height <= box.y + box.height + 0.01);
    const dot = await figure.handle('point').locator('.dot').boundingBox();
    const there = await figure.pixels(point);
    assert.ok(dot);
    assert.ok(Math.abs(dot.x + dot.width / 2 - there.x) < 0.1, `${dot.x} ${there.x}`);
    assert.ok(Math.abs(dot.y + dot.height / 2 - there.y) < 0.1);
    // Taken at the far side of its handle, it comes along by as much.
    const inwards = [-Math.sign(point[0]), Math.sign(point[1]) || 1];
    const [x, y] = [
      handle.x + (handle.width / 2) * (1 + 0.6 * inwards[0]),
      handle.y + (handle.height / 2) * (1 + 0.6 * inwards[1]),
    ];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60 * inwards[0], y + 60 * inwards[1], { steps: 4 });
    await page.mouse.up();
    await figure.settled();
    const unit = box.width / 8;
    const moved = await figure.get('point');
    // Points are placed to a hundredth.
    assert.ok(Math.abs(moved[0] - point[0] - (60 * inwards[0]) / unit) < 0.011, `${moved}`);
    assert.ok(Math.abs(moved[1] - point[1] + (60 * inwards[1]) / unit) < 0.011, `${moved}`);
  }
  await close();
});

test('Home and End go to the edges, Page Up and Page Down far', async () => {
  const { figure, close } = await open('straight');
  const point = figure.handle('point');
  await point.press('End');
  await figure.settled();
  assert.deepEqual(await figure.get('point'), [4, -0.4]);
  await point.press('Home');
  await point.press('PageUp');
  await figure.settled();
  assert.deepEqual(await figure.get('point'), [-4, 0.6]);
  await point.press('PageDown');
  await point.press('PageDown');
  await figure.settled();
  assert.deepEqual(await figure.get('point'), [-4, -1.4]);
  await close();
  const bent = await open('curved', { curve: 'bent' });
  await bent.figure.handle('2').press('End');
  await bent.figure.settled();
  assert.equal((await bent.figure.get('heights'))[2], 3);
  await bent.close();
});

test('without a line there is no distance, and that is said', async () => {
  const { figure, problems, close } = await open('straight', { line: '1 1 1 1' });
  const text = await textOf(figure);
  assert.match(text, /A and B are one point, which does not fix a line/);
  const cells = await figure.locator.locator('tbody td').allInnerTexts();
  for (const cell of cells) assert.match(cell, /–\s*$/);
  assert.deepEqual(problems, []);
  await close();
});

test('a very short line is as straight and as long as any', async () => {
  const { figure, problems, close } = await open('straight', { line: '0 0 0.01 0', point: '1 -2' });
  const { linearised } = await figure.get('result');
  // The line is v = 0.
  assert.ok(Math.abs(linearised[2].faces[0].distance - 2) < tolerance);
  const boundary = (await figure.drawn()).find(({ name }) => name === 'boundary');
  assert.ok(boundary);
  const ends = boundary.points.toSorted(([a], [b]) => a - b);
  assert.ok(distance(ends[0], [-4, 0]) < tolerance && distance(ends[1], [4, 0]) < tolerance);
  assert.deepEqual(problems, []);
  await close();
});

test('all centres at one point: no boundary, and that is said', async () => {
  /** @type {Record<string, string>[]} */
  const kinds = [{}, { curved: '' }];
  for (const kind of kinds) {
    const { figure, problems, close } = await open('classes', {
      centres: Array.from({ length: 5 }, () => '1 0.5').join(' '),
      ...kind,
    });
    const text = await textOf(figure);
    assert.doesNotMatch(text, /∞|NaN|Infinity/);
    if (!('curved' in kind)) assert.match(text, /DeepFool has nowhere to go/);
    assert.deepEqual(problems, []);
    await close();
  }
});
