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

test('test digits of which it is known at once that they cannot be fetched', async () => {
  const { figure, page } = await open({
    ready: false,
    prepare: async (page) => {
      await page.addInitScript(() => {
        const { fetch } = globalThis;
        globalThis.fetch = (resource, how) =>
          /gallery-/.test(String(resource))
            ? Promise.reject(new TypeError('Failed to fetch'))
            : fetch(resource, how);
        Object.assign(globalThis, { mend: () => (globalThis.fetch = fetch) });
      });
    },
  });
  await figure.shows(({ sentence }) => /could not be fetched/.test(sentence ?? ''));
  await page.evaluate('mend()');
  await page.getByRole('button', { name: 'Try again' }).click();
  await figure.settled();
});

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

const html = { contentType: 'text/html', body: '<!doctype html><p>Please log in.</p>' };

/** @param {Route} route */
async function half(route) {
  const response = await route.fetch();
  const body = await response.body();
  await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
}

test('a classifier that is cut off', () =>
  recovers(/digits-[^/]*\.onnx/, half, /not a classifier/));

test('a page in the place of a classifier', () =>
  recovers(/digits-[^/]*\.onnx/, (route) => route.fulfill(html), /not a classifier/));

test('a page in the place of a card', () =>
  recovers(/digits-[^/]*\.json/, (route) => route.fulfill(html), /could not be fetched/));

test('a card without a test vector', () =>
  recovers(/digits-[^/]*\.json/, (route) => route.fulfill({ json: {} }), /fails its own test/));

test('a page in the place of the test digits', () =>
  recovers(/gallery-[^/]*\.json/, (route) => route.fulfill(html), /could not be fetched/));

test('a module that cannot be fetched', () =>
  recovers(/\.wasm/, (route) => route.abort(), /could not be fetched/));

test('a module that is cut off', () => recovers(/\.wasm/, half, /could not be fetched/));

test('a page in the place of the module', () =>
  recovers(/\.wasm/, (route) => route.fulfill(html), /could not be fetched/));

test('neither the worker nor what stands in for it can be fetched', () =>
  recovers(/assets\/worker(_calls)?-/, (route) => route.abort(), /could not be fetched/));

test('files whose type the server does not know', async () => {
  const { figure } = await open({
    ready: false,
    prepare: async (page) => {
      await page.context().route(/\.(wasm|onnx|json|bin)$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, contentType: 'application/octet-stream' });
      });
    },
  });
  assert.equal((await figure.settled()).attack.status, 'flipped');
});
