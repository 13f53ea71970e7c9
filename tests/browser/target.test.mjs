// A target that is chosen in the first figure: those below go to the same class, or say why they cannot.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadCore, model } from '../wasm/support.mjs';
import { browser, show } from './page.mjs';

/** @import { Page } from 'playwright-core' */

const { open } = browser();

/** The same module, outside the browser. @type {Awaited<ReturnType<typeof loadCore>>} */
let core;
let digits = 0;

before(async () => {
  core = await loadCore();
  digits = core.load(readFileSync(model('digits'))).id;
});

/** What a figure shows, once it satisfies a condition. @param {Page} page @param {string} name @param {number} target */
async function shown(page, name, target) {
  await show(page, `deepfool-${name}`);
  const handle = await page.waitForFunction(
    ([name, target]) => {
      const figure = /** @type {any} */ (document.querySelector(`deepfool-${name}`));
      const { result } = figure;
      if (!result || figure.target !== target) return null;
      const attacks =
        name === 'methods'
          ? result.rows.map((/** @type {any} */ row) => row.attack)
          : name === 'regions'
            ? [result.attack]
            : name === 'steps'
              ? [result]
              : result.attacks;
      if (attacks.includes(null)) return null;
      const isOf = (/** @type {any} */ attack) =>
        attack.status === 'already target'
          ? attack.label === target
          : attack.adversarial === target;
      if (!attacks.some(isOf)) return null;
      return {
        sentence: figure.shadowRoot.querySelector('.sentence').textContent.replace(/\s+/g, ' '),
        attacks: attacks.map((/** @type {any} */ attack) => ({
          ...{ status: attack.status, label: attack.label, adversarial: attack.adversarial },
          perturbed: [...attack.perturbed],
          path: attack.path.map((/** @type {any} */ point) => ({
            chosen: point.chosen,
            step: point.step,
          })),
        })),
        lines: result.lines ?? null,
      };
    },
    /** @type {const} */ ([name, target]),
    { timeout: 60_000 },
  );
  return /** @type {NonNullable<Awaited<ReturnType<typeof handle.jsonValue>>>} */ (
    await handle.jsonValue()
  );
}

test('a target is followed by every figure that follows the digit', async () => {
  const { figure, page, problems } = await open({ path: '?target=5', ready: true });
  const { pixels, attack } = await figure.settled(({ attack }) => attack.adversarial === 5);
  assert.equal(attack.label, 3);
  const expected = core.attack(digits, Float32Array.from(pixels), {
    ...{ box: [0, 1], target: 5, path: true },
  });

  const steps = await shown(page, 'steps', 5);
  assert.deepEqual(steps.attacks[0].perturbed, [...expected.perturbed]);
  assert.match(steps.sentence, /On the way to 5, the class that leads it by most is 3/);

  const regions = await shown(page, 'regions', 5);
  assert.deepEqual(regions.attacks[0].perturbed, [...expected.perturbed]);
  // The lines are the target's: the class that each step passes has one, the target has none with itself.
  const { lines } = regions;
  regions.attacks[0].path
    .slice(0, -1)
    .forEach((/** @type {any} */ point, /** @type {number} */ i) => {
      assert.ok(lines[i][point.chosen], `${point.chosen}`);
      assert.equal(lines[i][5], null);
    });
  assert.match(regions.sentence, /DeepFool needs \d+ steps? to 5/);

  const survival = await shown(page, 'survival', 5);
  assert.deepEqual(survival.attacks[0].perturbed, [...expected.perturbed]);

  const methods = await shown(page, 'methods', 5);
  for (const { status, adversarial } of methods.attacks) {
    if (status === 'flipped') assert.equal(adversarial, 5);
  }
  const [deepfool] = methods.attacks;
  assert.deepEqual(deepfool.perturbed, [...expected.perturbed]);
  assert.deepEqual(problems, []);
});

test('where the target is read already, they say so', async () => {
  const { page } = await open({ path: '?target=3', ready: false });
  for (const name of ['regions', 'survival']) {
    const { sentence, attacks } = await shown(page, name, 3);
    assert.equal(attacks[0].status, 'already target');
    assert.match(sentence, /Read as 3 already/);
  }
  const { sentence } = await shown(page, 'steps', 3);
  assert.match(sentence, /x₀ is read as 3: DeepFool goes no further/);
});
