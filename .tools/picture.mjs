// npm run picture: makes web/pages/preview.png, README's picture and the one that links to the page show,
// from the page as it is built.

import { launch } from '../tests/browser/page.mjs';
import { serve } from '../tests/browser/server.mjs';
import { runAsScript } from './run.mjs';

const size = { width: 1440, height: 900 };

await runAsScript(import.meta.url, async () => {
  const site = await serve();
  const chrome = await launch();
  const page = await chrome.newPage({ viewport: size, reducedMotion: 'reduce' });
  await page.goto(`${site.url}?lang=en`);
  // The menu comes last.
  await page.locator('deepfool-save-menu button').first().waitFor();
  await page.locator('deepfool-attack-controls select').first().waitFor();
  // The first attack after loading is slower than all others.
  await page.locator('deepfool-digit-gallery button').nth(6).click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  await page.screenshot({ path: 'web/pages/preview.png' });
  await chrome.close();
  site.close();
});
