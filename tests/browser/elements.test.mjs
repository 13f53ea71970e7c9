// The elements have what their manifests say, and nothing else that is public.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complete, manifests } from '../../.tools/elements.mjs';
import { cssProperties } from '../../web/figures/manifest.js';
import { launch } from './page.mjs';
import { serve } from './server.mjs';

/** @import { Browser } from 'playwright-core' */

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {Browser} */
let chrome;

before(async () => {
  [site, chrome] = await Promise.all([serve(), launch()]);
});

after(async () => {
  await chrome.close();
  site.close();
});

for (const manifest of manifests.map(complete)) {
  const { name } = manifest.embed;
  const tag = `deepfool-${name}`;

  test(`${tag} has what its manifest says`, async () => {
    const page = await chrome.newPage();
    await page.goto(`${site.url}embed.html?figure=${name}`);
    await page.locator(tag).waitFor();
    const found = await page.evaluate(async (tag) => {
      await customElements.whenDefined(tag);
      const element = /** @type {HTMLElement & Record<string, unknown>} */ (
        document.createElement(tag)
      );
      const { observedAttributes } = /** @type {{ observedAttributes: string[] }} */ (
        /** @type {unknown} */ (element.constructor)
      );
      document.body.append(element);
      await element.updateComplete;
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const properties = Object.fromEntries(
        observedAttributes.map((name) => [name, element[name] ?? null]),
      );
      const parts = [...root.querySelectorAll('[part]')].map((part) => part.getAttribute('part'));
      const styles = root.adoptedStyleSheets.flatMap((sheet) =>
        [...sheet.cssRules].flatMap(({ cssText }) => cssText.match(/--deepfool-\w+/g) ?? []),
      );
      const accessors = ['result', 'state', 'strokes'].filter((name) => name in element);
      element.remove();
      return { observedAttributes, properties, parts, styles: [...new Set(styles)], accessors };
    }, tag);
    const { attributes } = manifest;
    // The browser and the loader see to these two.
    const own = Object.keys(attributes).filter((name) => name !== 'lang' && name !== 'poster');
    assert.deepEqual(found.observedAttributes.toSorted(), own.toSorted());
    for (const [name, { type, default: value }] of Object.entries(attributes)) {
      if (type) assert.deepEqual(found.properties[name], value, name);
    }
    assert.deepEqual(found.accessors.toSorted(), Object.keys(manifest.properties).toSorted());
    assert.deepEqual(found.parts.toSorted(), Object.keys(manifest.parts).toSorted());
    assert.deepEqual(found.styles.toSorted(), Object.keys(cssProperties).toSorted());
    await page.close();
  });
}

test('the figures tell of the events that their manifests name', async () => {
  const page = await chrome.newPage();
  await page.goto(`${site.url}embed.html?figure=digit&digit=3`);
  await page.evaluate(() => {
    const dispatch = EventTarget.prototype.dispatchEvent;
    Object.assign(window, { told: [] });
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.bubbles && event.composed) Reflect.get(window, 'told').push(event.type);
      return dispatch.call(this, event);
    };
  });
  await page.locator('deepfool-attack-controls [name=norm]').selectOption('1');
  await page.waitForFunction(() => Reflect.get(window, 'told').includes('deepfool-result'));
  const told = new Set(await page.evaluate(() => Reflect.get(window, 'told')));
  const { events } = complete(manifests[0]);
  assert.deepEqual([...told].toSorted(), Object.keys(events).toSorted());
  await page.close();
});
