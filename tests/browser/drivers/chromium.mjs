// Chromium, over the DevTools protocol.

import { launch } from '../page.mjs';
import { expression, viewport } from './driver.mjs';

/** @import { Engine, Tab } from './driver.mjs' */

/** @returns {Promise<Engine>} */
export async function start() {
  const chrome = await launch();
  return {
    version: `Chromium ${chrome.version()}`,
    open: async () => {
      const context = await chrome.newContext({ viewport });
      const page = await context.newPage();
      /** @type {Tab} */
      const tab = {
        goto: async (url) => void (await page.goto(url)),
        evaluate: (work, ...values) => page.evaluate(expression(work, values)),
        evaluateInFrame: (work, ...values) => page.frames()[1].evaluate(expression(work, values)),
        drag: async ([first, ...rest]) => {
          await page.mouse.move(first[0], first[1]);
          await page.mouse.down();
          for (const [x, y] of rest) await page.mouse.move(x, y, { steps: 4 });
          await page.mouse.up();
        },
        press: (key, control = false) => page.keyboard.press(control ? `Control+${key}` : key),
        choose: async (find, path) => {
          const input = (await page.evaluateHandle(find)).asElement();
          if (!input) throw new Error('there is no such input');
          await input.setInputFiles(path);
        },
        close: () => context.close(),
      };
      return tab;
    },
    close: () => chrome.close(),
  };
}
