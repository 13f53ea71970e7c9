// What the figure says when something is missing or wrong, and how it goes on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser } from './page.mjs';

/** @import { Page, Route } from 'playwright-core' */

const { open } = browser();

/**
 * Opens the page with a file replaced, sees what is said, puts the file back and tries again.
 *
 * @param {RegExp} which
 * @param {(route: Route) => Promise<void>} replace
 * @param {RegExp} said
 */
async function recovers(which, replace, said) {
  let broken = true;
  const { figure, page } = await open({
    ready: false,
    prepare: async (/** @type {Page} */ page) => {
      await page.context().route(which, (route) => (broken ? replace(route) : route.continue()));
    },
  });
  const shown = await figure.shows(({ sentence }) => said.test(sentence ?? ''));
  assert.equal(shown.attack, null);

  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  const { attack } = await figure.settled();
  assert.equal(attack.status, 'flipped');
}

test('a classifier that cannot be fetched', () =>
  recovers(/digits-[^/]*\.onnx/, (route) => route.abort(), /could not be fetched/));

test('a classifier that is not there', () =>
  recovers(
    /digits-[^/]*\.onnx/,
    (route) => route.fulfill({ status: 404 }),
    /could not be fetched/,
  ));

test('test digits that cannot be fetched', () =>
  recovers(/gallery-[^/]*\.json/, (route) => route.abort(), /could not be fetched/));

test('a file that is no classifier', () =>
  recovers(/digits-[^/]*\.onnx/, (route) => route.fulfill({ body: 'no' }), /not a classifier/));

test('a classifier that computes something else than its card says', () =>
  recovers(
    /digits-[^/]*\.json/,
    async (route) => {
      const response = await route.fetch();
      const card = await response.json();
      card.test_vector.logits[0] += 3e-4;
      await route.fulfill({ response, json: card });
    },
    /fails its own test/,
  ));

test('a module that cannot be fetched', () =>
  recovers(/\.wasm/, (route) => route.abort(), /stopped unexpectedly/));
