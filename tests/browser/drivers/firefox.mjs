// Firefox, over WebDriver BiDi.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { expression, viewport } from './driver.mjs';

/** @import { Engine, Tab } from './driver.mjs' */

/** @returns {Promise<Engine>} */
export async function start() {
  // It does not run as root in another user's home, which a container's may be.
  const home = mkdtempSync(join(tmpdir(), 'deepfool-firefox-'));
  const firefox = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH || '/usr/bin/firefox-esr',
    headless: true,
    env: { ...process.env, HOME: home },
  });
  return {
    version: await firefox.version(),
    open: async () => {
      const context = await firefox.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport(viewport);
      /** @type {Tab} */
      const tab = {
        goto: async (url) => void (await page.goto(url)),
        evaluate: (work, ...values) => evaluate(page, work, values),
        evaluateInFrame: (work, ...values) => evaluate(page.frames()[1], work, values),
        drag: async ([first, ...rest]) => {
          await page.mouse.move(first[0], first[1]);
          await page.mouse.down();
          for (const [x, y] of rest) await page.mouse.move(x, y, { steps: 4 });
          await page.mouse.up();
        },
        press: async (key, control = false) => {
          if (control) await page.keyboard.down('Control');
          await page.keyboard.press(key === 'Space' ? ' ' : key);
          if (control) await page.keyboard.up('Control');
        },
        choose: async (find, path) => {
          const input = (await page.evaluateHandle(find)).asElement();
          if (!input) throw new Error('there is no such input');
          await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (
            input
          ).uploadFile(path);
        },
        close: () => context.close(),
      };
      return tab;
    },
    close: async () => {
      await firefox.close();
      rmSync(home, { recursive: true });
    },
  };
}

/**
 * @template {unknown[]} A
 * @template T
 * @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} page
 * @param {(...values: A) => T | Promise<T>} work
 * @param {A} values
 */
async function evaluate(page, work, values) {
  return /** @type {T} */ (await page.evaluate(expression(work, values)));
}
