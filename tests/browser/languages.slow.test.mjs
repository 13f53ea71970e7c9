// One more file in web/locales/ is one more language: a build that has such a file speaks it, and no other file was
// touched.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Figure, launch } from './page.mjs';
import { serve } from './server.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'deepfool-languages-'));

/** @type {import('playwright-core').Browser} */
let chrome;
/** @type {import('./server.mjs').Site} */
let site;

/** A made-up language: the page's name for itself, its title, and a hint differ from English. */
const words = `import * as en from './en.js';
  export const figure = { ...en.figure, hint: 'Klingo' };
  export const laterFigures = { ...en.laterFigures, heights: { steps: '77rem' }, stop: 'Halto' };
  export const embed = { ...en.embed, unreachable: 'Nenio' };
  export const page = { ...en.page, name: 'Fablo', title: 'Titolo' };`;

before(async () => {
  cpSync(join(root, 'web'), join(folder, 'web'), { recursive: true });
  for (const name of ['node_modules', 'models', 'package.json']) {
    symlinkSync(join(root, name), join(folder, name));
  }
  mkdirSync(join(folder, 'build'));
  symlinkSync(join(root, 'build/wasm'), join(folder, 'build/wasm'));
  writeFileSync(join(folder, 'web/locales/xx.js'), words);
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/build/vite.config.js'];
  const { status, stderr } = spawnSync(process.execPath, vite, { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  [site, chrome] = await Promise.all([serve('/', join(folder, 'dist')), launch()]);
});

after(async () => {
  await chrome?.close();
  site?.close();
  rmSync(folder, { recursive: true });
});

test('the page speaks it, and has links to all others', async () => {
  const page = await chrome.newPage({ locale: 'xx' });
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(site.url);
  await new Figure(page).settled();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'xx');
  assert.match(await page.title(), /^Titolo/);
  const links = await page
    .locator('a.language')
    .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.textContent]));
  assert.deepEqual(links, [
    ['?lang=en', 'English'],
    ['?lang=zh', '中文'],
  ]);
  assert.equal(await page.locator('deepfool-digit .hint').textContent(), 'Klingo');
  const room = await page
    .locator('deepfool-steps')
    .evaluate((figure) => getComputedStyle(figure, '::before').paddingTop);
  assert.equal(room, `${77 * 16}px`);
  await page.locator('a.language', { hasText: '中文' }).click();
  await new Figure(page).settled();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh');
  assert.deepEqual(await page.locator('a.language').allTextContents(), ['English', 'Fablo']);
  assert.deepEqual(problems, []);
});

test('so do figures that are alone, and what they say later', async () => {
  const page = await chrome.newPage();
  await page.goto(`${site.url}embed.html?figure=methods&lang=xx&digit=7`);
  await page.locator('deepfool-methods').getByRole('button', { name: 'Halto' }).waitFor();
  const html = await (await fetch(`${site.url}embed.html`)).text();
  assert.match(html, /<p lang="xx">Nenio<\/p>/);
});
