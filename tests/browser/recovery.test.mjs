// The worker is killed, memory runs out, the tab sleeps, the network goes: the drawing survives, the
// page says what happened, and goes on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickSeven as seven } from './drawings.mjs';
import { browser, problemsButLeaving } from './page.mjs';
import { png } from './png.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Figure, Flip } from './page.mjs' */

const { open } = browser();

/**
 * Ends the worker as a browser does that needs its memory: nobody is told.
 *
 * @param {Page} page
 * @param {number} [messages] that it still gets
 */
async function kill(page, messages = 0) {
  assert.equal(page.workers().length, 1);
  const [worker] = page.workers();
  const ended = worker.waitForEvent('close');
  // One that has ended does not answer.
  const asked = worker
    .evaluate((messages) => {
      if (messages === 0) close();
      addEventListener('message', () => {
        if (--messages === 0) close();
      });
    }, messages)
    .catch(() => {});
  await (messages === 0 ? ended : asked);
}

/** Whether DDN has run to its end. @param {Flip} shown */
const ended = ({ method, note }) => method === 'ddn' && !note?.includes('…');

/**
 * @param {Figure} figure
 * @param {string} method
 */
async function begin({ page }, method) {
  await page.evaluate((method) => {
    document.querySelector('deepfool-digit')?.setAttribute('method', method);
  }, method);
}

test('a worker that is killed in mid-attack', async () => {
  const { figure, page } = await open();
  await figure.draw(seven);
  const before = await figure.settled(({ strokes }) => strokes.length === 1);
  // DeepFool once more, the beginning of the run, and two slices of it.
  await kill(page, 4);
  await begin(figure, 'ddn');
  // It comes back, and with it the attack that was cut off.
  const after = await figure.settled(
    ({ method, note }) => method === 'ddn' && /was started again/.test(note ?? ''),
  );
  assert.equal(page.workers().length, 1);
  assert.deepEqual(after.strokes, before.strokes);
  assert.deepEqual(after.pixels, before.pixels);
  assert.deepEqual(after.attack.logits, before.attack.logits);
  assert.equal(after.attack.status, 'flipped');

  // Twice in a row is no accident: the visitor decides.
  await kill(page);
  await begin(figure, 'deepfool');
  const stopped = await figure.shows(({ sentence }) => /stopped unexpectedly/.test(sentence ?? ''));
  assert.deepEqual(stopped.strokes, before.strokes);
  await page.getByRole('button', { name: 'Try again' }).click();
  const again = await figure.settled(({ method }) => method === 'deepfool');
  assert.deepEqual(again.attack.perturbed, before.attack.perturbed);
});

test('two figures whose worker is killed come back, each with its own classifier', async () => {
  // Both on the screen: elsewhere a figure waits until it is seen.
  const { page } = await open({ options: { viewport: { width: 1280, height: 2000 } } });
  await page.evaluate(() => {
    const other = document.createElement('deepfool-digit');
    other.setAttribute('classifier', 'softmax');
    other.setAttribute('digit', '3');
    document.querySelector('deepfool-digit')?.after(other);
  });
  /** @returns {Promise<{ name: string, logits: number[] }[]>} */
  const shown = async () => {
    await page.waitForFunction(() =>
      [...document.querySelectorAll('deepfool-digit')].every(
        (figure) => /** @type {any} */ (figure).result?.attack,
      ),
    );
    return page.evaluate(() =>
      [...document.querySelectorAll('deepfool-digit')].map((figure) => {
        const { classifier, attack } = /** @type {any} */ (figure).result;
        return { name: classifier.card.name, logits: [...attack.logits] };
      }),
    );
  };
  const before = await shown();
  assert.deepEqual(
    before.map(({ name }) => name),
    ['digits', 'softmax'],
  );
  await kill(page);
  // The second comes first, so that its classifier gets the other's number in the new module.
  for (const i of [1, 0]) {
    await page.evaluate((i) => {
      const figure = /** @type {any} */ (document.querySelectorAll('deepfool-digit')[i]);
      figure.overshoot = 0.03;
    }, i);
    await page.waitForFunction(
      (i) =>
        /was started again/.test(
          document.querySelectorAll('deepfool-digit')[i].shadowRoot?.querySelector('.note')
            ?.textContent ?? '',
        ),
      i,
    );
  }
  assert.deepEqual(await shown(), before);
});

/**
 * Has WebAssembly's memory grow in the worker only as long as `memory` says so.
 *
 * @param {Page} page
 * @param {{ free: boolean }} memory
 */
async function limit(page, memory) {
  await page.route(/assets\/worker-/, async (route) => {
    const response = await route.fetch();
    const worker = await response.text();
    const full = `
      WebAssembly.Memory.prototype.grow = function () {
        throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
      };`;
    await route.fulfill({ response, body: (memory.free ? '' : full) + worker });
  });
}

test('memory runs out', async () => {
  const memory = { free: false };
  const { figure, page } = await open({
    options: { serviceWorkers: 'block' },
    prepare: (page) => limit(page, memory),
  });
  await figure.draw(seven);
  const before = await figure.settled(({ strokes }) => strokes.length === 1);
  // As large as the module takes them: some 40 MB while it is read.
  const large = { name: 'large.png', mimeType: 'image/png', buffer: png([0], 36) };
  await page.locator('.upload input').setInputFiles(large);
  const full = await figure.shows(({ sentence }) => /no memory left/.test(sentence ?? ''));
  assert.deepEqual(full.strokes, before.strokes);

  memory.free = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  const after = await figure.settled();
  assert.deepEqual(after.strokes, before.strokes);
  assert.deepEqual(after.attack.perturbed, before.attack.perturbed);
  await page.locator('.upload input').setInputFiles(large);
  await figure.settled(({ strokes, attack }) => strokes.length === 0 && attack.label === 7);
});

test('no memory for the module itself', async () => {
  let free = false;
  const { figure, page } = await open({
    options: { serviceWorkers: 'block' },
    ready: false,
    prepare: async (page) => {
      await page.route(/assets\/worker-/, async (route) => {
        const response = await route.fetch();
        const worker = await response.text();
        const full = `
          WebAssembly.Instance = WebAssembly.Memory = class {
            constructor() {
              throw new RangeError('could not allocate memory');
            }
          };`;
        await route.fulfill({ response, body: (free ? '' : full) + worker });
      });
    },
  });
  await figure.shows(({ sentence }) => /no memory left/.test(sentence ?? ''));
  free = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await figure.settled();
});

test('a tab that sleeps in mid-attack goes on when it wakes', async () => {
  const { figure, page } = await open();
  await figure.draw(seven);
  const before = await figure.settled(({ strokes }) => strokes.length === 1);
  await begin(figure, 'ddn');
  const client = await page.context().newCDPSession(page);
  await client.send('Page.setWebLifecycleState', { state: 'frozen' });
  // Longer than a worker may keep silent while the page is awake.
  await new Promise((resolve) => setTimeout(resolve, 13_000));
  await client.send('Page.setWebLifecycleState', { state: 'active' });
  const after = await figure.settled(ended);
  assert.deepEqual(after.strokes, before.strokes);
  assert.equal(after.attack.status, 'flipped');
  assert.doesNotMatch(after.note ?? '', /started again/);
});

test('the network goes, and comes back', async () => {
  const { figure, page } = await open({ options: { serviceWorkers: 'block' } });
  await figure.draw(seven);
  const before = await figure.settled(({ strokes }) => strokes.length === 1);
  await page.context().setOffline(true);
  await figure.page.evaluate(() =>
    document.querySelector('deepfool-digit')?.setAttribute('classifier', 'lenet'),
  );
  const alone = await figure.shows(({ sentence }) => /could not be fetched/.test(sentence ?? ''));
  assert.deepEqual(alone.strokes, before.strokes);
  await page.context().setOffline(false);
  const after = await figure.settled(({ classifier }) => classifier === 'lenet');
  assert.deepEqual(after.strokes, before.strokes);
});

test('what comes after the first flip does not come: that is told, asked for once, and comes later', async () => {
  for (const drawn of [true, false]) {
    let asked = 0;
    const controls = /assets\/attack_controls-/;
    const { figure, page } = await open({
      options: { serviceWorkers: 'block' },
      ready: false,
      prepare: async (page) => {
        await page.route(controls, async (route) => {
          ++asked;
          await route.abort('internetdisconnected');
        });
        // Nothing to flip: an empty pad.
        if (!drawn) {
          await page.addInitScript(() =>
            addEventListener('DOMContentLoaded', () =>
              document.querySelector('deepfool-digit')?.removeAttribute('digit'),
            ),
          );
        }
      },
    });
    await figure.shows(({ sentence }) => /could not be fetched/.test(sentence ?? ''));
    await page.waitForTimeout(1000);
    assert.ok(asked <= 2, `asked for ${asked} times`);
    assert.equal(await page.locator('deepfool-digit-gallery button').count(), 20);
    await page.unroute(controls);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('deepfool-attack-controls select').first().waitFor();
    const { attack } = await figure.shows(({ sentence }) => !/fetched/.test(sentence ?? ''));
    assert.equal(attack !== null, drawn);
  }
});

test('what has come goes on without a network; what has not is told, and comes with it', async () => {
  const { figure, page } = await open({ options: { serviceWorkers: 'block' } });
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await figure.draw(seven);
  const before = await figure.settled(({ strokes }) => strokes.length === 1);
  // Another classifier is a file of its own.
  await page.locator('deepfool-digit').getByRole('radio', { name: 'lenet' }).check();
  const alone = await figure.shows(({ sentence }) => /could not be fetched/.test(sentence ?? ''));
  assert.deepEqual(alone.strokes, before.strokes);
  await page.context().setOffline(false);
  const after = await figure.settled(({ classifier }) => classifier === 'lenet');
  assert.equal(after.attack.status, 'flipped');
  assert.deepEqual(after.strokes, before.strokes);
  await page.context().setOffline(true);
  await begin(figure, 'cw');
  const { attack } = await figure.settled(({ method }) => method === 'cw');
  assert.equal(attack.status, 'flipped');
});

test('a tab that is loaded anew has its drawing; the bare address has none', async () => {
  const { figure, page, problems } = await open();
  await figure.draw(seven);
  await page.locator('deepfool-digit').getByRole('radio', { name: 'softmax' }).check();
  const before = await figure.settled(
    ({ strokes, classifier }) => strokes.length === 1 && classifier === 'softmax',
  );
  await page.reload();
  const after = await figure.settled(({ classifier }) => classifier === 'softmax');
  // Attributes have strokes in steps of 1/4095 of the pad's side.
  const points = (/** @type {Flip} */ { strokes }) =>
    strokes.map((stroke) => stroke.map((x) => Math.round(4095 * x)));
  assert.deepEqual(points(after), points(before));
  assert.equal(after.attack.label, before.attack.label);

  await page.getByRole('button', { name: 'Clear' }).click();
  await figure.shows(({ attack }) => attack === null);
  await page.reload();
  const empty = await figure.shows(({ attack, sentence }) => attack === null && sentence !== '');
  assert.deepEqual(empty.strokes, []);

  // What was drawn comes instead of what a link asked for.
  const [bare] = page.url().split('#');
  const address = `${bare}?strokes=gAMzgAzM&target=8&box=off`;
  await page.goto(address);
  await figure.settled(({ strokes }) => strokes.length === 1);
  await page.evaluate(() => {
    const digit = /** @type {any} */ (document.querySelector('deepfool-digit'));
    Object.assign(digit, { target: null, box: true });
  });
  await page
    .getByRole('button', { name: /^Test digit 5/ })
    .first()
    .click();
  await figure.settled(({ attack }) => attack.label === 5);
  await page.reload();
  const five = await figure.settled();
  assert.equal(five.attack.label, 5);
  assert.deepEqual(five.strokes, []);
  assert.deepEqual(
    await page.evaluate(() => {
      const { target, box } = /** @type {any} */ (document.querySelector('deepfool-digit'));
      return { target, box };
    }),
    { target: null, box: true },
  );
  await page.goto(bare);

  await figure.draw(seven);
  await figure.settled(({ strokes }) => strokes.length === 1);
  await page.goto(bare);
  const anew = await figure.settled(({ classifier }) => classifier === 'digits');
  assert.deepEqual(anew.strokes, []);
  assert.equal(anew.attack.label, 3);
  assert.deepEqual(problemsButLeaving(problems), []);
});
