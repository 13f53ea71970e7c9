// What axe-core finds fault with on a page.

import { readFile } from 'node:fs/promises';

/** @import { Page } from 'playwright-core' */

const axe = await readFile(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);

/** @param {Page} page */
export async function faults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    /** @type {any} */ (globalThis).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.map(
    (/** @type {{ id: string, nodes: { html: string, target: unknown[] }[] }} */ { id, nodes }) =>
      `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html}`).join('; ')}`,
  );
}
