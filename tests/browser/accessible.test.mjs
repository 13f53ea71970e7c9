// The figure for those who do not see it, have no pointer, or want other colours.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from './axe.mjs';
import { browser } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @typedef {import('../../web/figures/digit/digit_figure.js').DigitFigure} DigitFigure */

const { open } = browser();

/** @param {Page} page the address that it has, with another file or query */
const goTo = (page, /** @type {string} */ path) => page.goto(new URL(path, page.url()).href);

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const lang of ['en', 'zh']) {
    test(`axe finds nothing: ${colorScheme}, ${lang}, every panel open`, async () => {
      const { page, figure } = await open({ options: { colorScheme, reducedMotion: 'reduce' } });
      for (const path of [`./?lang=${lang}`, `embed.html?lang=${lang}&digit=3`]) {
        await goTo(page, path);
        await figure.settled();
        await page.locator('deepfool-save-menu button').first().click();
        assert.deepEqual(await faults(page), [], path);
        await page.keyboard.press('Escape');

        await page.locator('deepfool-attack-controls [name=norm]').selectOption('p');
        await page.locator('button.pixels').click();
        await page.locator('deepfool-pixel-editor').waitFor();
        if (path.startsWith('./')) {
          const universal = page.locator('deepfool-universal');
          await universal.scrollIntoViewIfNeeded();
          await universal.locator('[value=softmax]').check();
          await universal.locator('.tools button').click();
          await universal.locator('li').first().waitFor();
        }
        await figure.settled();
        assert.deepEqual(await faults(page), [], `${path}, changed`);
      }
    });
  }
}

test('axe finds nothing on a phone, options open', async () => {
  const { page, figure } = await open({
    options: { viewport: { width: 280, height: 700 }, hasTouch: true, isMobile: true },
  });
  for (const path of ['./', 'embed.html?digit=3']) {
    await goTo(page, path);
    await figure.settled();
    await page.getByRole('button', { name: 'Options' }).click();
    assert.deepEqual(await faults(page), [], path);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 280);
  }
});

test('a digit drawn with keys alone flips', async () => {
  const { page, figure, problems } = await open();
  const pad = page.getByRole('application', { name: 'A pad to draw a digit on' });
  await pad.focus();
  const press = async (/** @type {string} */ key, times = 1) => {
    for (let i = 0; i < times; ++i) await page.keyboard.press(key);
  };
  // From the middle to the top; a 1 from there downwards.
  await press('ArrowUp', 10);
  await press('Space');
  await press('ArrowDown', 20);
  await press('Space');
  const one = await figure.settled(({ strokes }) => strokes.length === 1);
  assert.equal(one.attack.label, 1);
  assert.equal(one.attack.status, 'flipped');
  assert.equal(one.strokes[0].length, 2 * 21);

  // Its head makes it a 7; with the pen up nothing is drawn.
  await press('ArrowUp', 20);
  await press('Space');
  await press('ArrowLeft', 9);
  await press('Escape');
  await press('ArrowDown', 3);
  const seven = await figure.settled(({ strokes }) => strokes.length === 2);
  assert.equal(seven.attack.label, 7);
  assert.match((await pad.getAttribute('aria-label')) ?? '', /2 strokes/);
  await page
    .locator('deepfool-drawing-pad [role=status]')
    .getByText('Pen up, row 8, column 6')
    .waitFor();
  await press('Control+z');
  await figure.settled(({ strokes }) => strokes.length === 1);
  assert.deepEqual(problems, []);
});

test('pixels are turned on and off, with clicks and with keys', async () => {
  const { page, figure, problems } = await open();
  const before = await figure.settled();
  await page.getByRole('button', { name: 'Pixels' }).click();
  const grid = page.getByRole('application', { name: /28 by 28 pixels/ });
  const { width } = /** @type {{ width: number }} */ (await grid.boundingBox());
  const at = (/** @type {number} */ column, /** @type {number} */ row) => ({
    x: ((column + 0.5) * width) / 28,
    y: ((row + 0.5) * width) / 28,
  });
  assert.equal(before.pixels[28 * 3 + 4], 0);
  await grid.click({ position: at(4, 3) });
  const clicked = await figure.settled(({ pixels }) => pixels[28 * 3 + 4] === 1);
  assert.equal(clicked.attack.status, 'flipped');
  assert.equal(clicked.pixels.filter((pixel, i) => pixel !== before.pixels[i]).length, 1);

  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+PageDown');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  const keyed = await figure.settled(({ pixels }) => pixels[28 * 4 + 5] === 1);
  assert.deepEqual(
    [28 * 3 + 5, 28 * 4 + 6].map((i) => keyed.pixels[i]),
    [1, 1],
  );
  await page
    .locator('deepfool-pixel-editor [role=status]')
    .getByText('Row 5, column 6: 100%')
    .waitFor();
  await page.keyboard.press('Space');
  await figure.settled(({ pixels }) => pixels[28 * 4 + 5] === 0);

  for (let i = 0; i < 5; ++i) await page.getByRole('button', { name: 'Undo' }).click();
  const undone = await figure.settled(({ pixels }) => pixels[28 * 3 + 4] === 0);
  assert.deepEqual(undone.pixels, before.pixels);
  assert.ok(await page.getByRole('button', { name: 'Undo' }).isDisabled());

  // A drag draws, and what was drawn so is there when the pad is back.
  const box = /** @type {{ x: number, y: number }} */ (await grid.boundingBox());
  await page.mouse.move(box.x + at(20, 2).x, box.y + at(20, 2).y);
  await page.mouse.down();
  await page.mouse.move(box.x + at(24, 2).x, box.y + at(24, 2).y, { steps: 20 });
  await page.mouse.up();
  const drawn = await figure.settled(({ pixels }) => pixels[28 * 2 + 24] === 1);
  assert.deepEqual(drawn.pixels.slice(28 * 2 + 20, 28 * 2 + 25), [1, 1, 1, 1, 1]);
  await page.getByRole('button', { name: 'Pixels' }).click();
  assert.equal(await grid.count(), 0);
  assert.deepEqual((await figure.settled()).pixels, drawn.pixels);
  assert.deepEqual(problems, []);
});

/** @param {Page} page */
const described = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('deepfool-digit')?.shadowRoot;
    const part = (/** @type {string} */ name) =>
      root
        ?.querySelector(`[part=${name}]`)
        ?.shadowRoot?.querySelector('canvas')
        ?.getAttribute('aria-label') ?? '';
    return { seen: part('seen'), change: part('perturbation'), changed: part('perturbed') };
  });

test('what pictures show is said, and changes with them', async () => {
  const { page, figure } = await open();
  const { attack } = await figure.settled();
  const before = await described(page);
  assert.match(before.seen, new RegExp(`read as ${attack.label}, [\\d.]+% sure$`));
  const added = attack.perturbation.filter((change) => change > 0).length;
  const taken = attack.perturbation.filter((change) => change < 0).length;
  assert.match(before.change, new RegExp(`${added} pixels gain ink.* ${taken} lose ink`));
  assert.match(before.changed, new RegExp(`read as ${attack.adversarial}, [\\d.]+% sure`));
  await page
    .getByRole('button', { name: /^Test digit 7/ })
    .first()
    .click();
  await figure.settled((shown) => shown.attack.label === 7);
  const after = await described(page);
  assert.match(after.seen, /read as 7/);
  assert.notEqual(after.change, before.change);
  await page.getByRole('button', { name: 'Clear' }).click();
  await figure.shows(({ pixels }) => pixels === null);
  assert.deepEqual(await described(page), {
    seen: 'Nothing yet',
    change: 'Nothing yet',
    changed: 'Nothing yet',
  });
});

test('a result is announced when the pen rests, not while it moves', async () => {
  const { page, figure } = await open();
  const { attack } = await figure.settled();
  const status = page.locator('deepfool-digit .figure > [role=status]');
  const percent = Number((100 * attack.relativeL2).toPrecision(2));
  await status
    .getByText(`${attack.label} becomes ${attack.adversarial}, a change of ${percent}%.`)
    .waitFor();

  await page.evaluate(() => {
    const root = document.querySelector('deepfool-digit')?.shadowRoot;
    const said = root?.querySelector('.figure > [role=status]');
    const told = /** @type {any} */ (globalThis);
    told.count = 0;
    new MutationObserver(() => ++told.count).observe(/** @type {Node} */ (said), {
      subtree: true,
      characterData: true,
      childList: true,
    });
  });
  const count = () => page.evaluate(() => /** @type {any} */ (globalThis).count);
  const at = await figure.place();
  await page.mouse.move(...at([0.5, 0.15]));
  await page.mouse.down();
  for (let i = 0; i < 20; ++i) {
    await page.mouse.move(...at([0.5, 0.2 + 0.03 * i]));
    await page.waitForTimeout(80);
  }
  await page.waitForTimeout(1000);
  assert.equal(await count(), 0, 'the pen is down');
  await page.mouse.up();
  await status.getByText(/^1 becomes \d, a change of/).waitFor();
  assert.equal(await count(), 1);
});

test('the focus stays where a button has done its work', async () => {
  const { page, figure } = await open();
  await figure.settled();
  const focused = () =>
    page.evaluate(() => {
      const inner = document.activeElement?.shadowRoot?.activeElement;
      return `${inner?.localName} ${inner?.className}`;
    });
  await page.getByRole('button', { name: 'Make it smaller' }).focus();
  // It may not take long: the wait begins before it does.
  const isFocused = page.waitForFunction(
    () => document.activeElement?.shadowRoot?.activeElement?.matches('.button.stop'),
    undefined,
    { polling: 'raf' },
  );
  await page.keyboard.press('Enter');
  await isFocused;
  await figure.settled(({ method }) => method === 'refine');
  await page.locator('.button.refine').waitFor();
  assert.match(await focused(), /^button .*refine/);
  assert.equal(await page.locator('.button.refine').getAttribute('aria-disabled'), 'true');

  await page.locator('.upload input').setInputFiles({
    name: 'a.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7'),
  });
  await page.getByRole('button', { name: 'Try again' }).focus();
  await page.keyboard.press('Enter');
  assert.match(await focused(), /^section figure/);
  // The file is as unreadable as before.
  await figure.shows(({ sentence }) => /cannot be read/.test(sentence ?? ''));
});

test('ink that is taken is hatched, ink that is added is not', async () => {
  const { page, figure } = await open();
  const { attack } = await figure.settled();
  const alpha = await page.evaluate(() => {
    const picture = document
      .querySelector('deepfool-digit')
      ?.shadowRoot?.querySelector('[part=perturbation]');
    const canvas = /** @type {HTMLCanvasElement} */ (
      picture?.shadowRoot?.querySelector('.hatching')
    );
    const context = canvas.getContext('2d');
    if (!context) return [];
    const cell = canvas.width / 28;
    return Array.from({ length: 784 }, (_, i) => {
      const [x, y] = [cell * (i % 28) + 1, cell * Math.floor(i / 28) + 1];
      const { data } = context.getImageData(x, y, cell - 2, cell - 2);
      return data.filter((_, j) => j % 4 === 3).reduce((sum, value) => sum + value, 0);
    });
  });
  attack.perturbation.forEach((change, i) => {
    if (change < -0.12 * attack.linf) assert.ok(alpha[i] > 0, `pixel ${i} is hatched`);
  });
  // Neighbours of hatched pixels have a corner of theirs.
  const largest = attack.perturbation.indexOf(Math.max(...attack.perturbation));
  const hatched = alpha.filter((_, i) => attack.perturbation[i] < -0.12 * attack.linf);
  assert.ok(hatched.length > 10);
  assert.ok(alpha[largest] < Math.min(...hatched) / 2);
});

test('targets are 24 pixels, or as far apart', async () => {
  for (const width of [280, 390, 1280]) {
    const { page } = await open({ options: { viewport: { width, height: 900 } } });
    const small = await page.evaluate(() => {
      /** @type {Element[]} */
      const all = [];
      const collect = (/** @type {Document | ShadowRoot} */ root) => {
        for (const element of root.querySelectorAll('*')) {
          const target = element.closest('label') ?? element;
          if (element.matches('button, select, input') && !all.includes(target)) all.push(target);
          if (element.shadowRoot) collect(element.shadowRoot);
        }
      };
      collect(document);
      const boxes = all
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      const middle = (/** @type {DOMRect} */ { x, y, width, height }) => [
        x + width / 2,
        y + height / 2,
      ];
      return boxes
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .filter(({ element, box }) =>
          boxes.some((other) => {
            if (other.element === element) return false;
            const [[x, y], [u, v]] = [middle(box), middle(other.box)];
            return Math.hypot(x - u, y - v) < 24;
          }),
        )
        .map(({ element }) => element.outerHTML.slice(0, 80));
    });
    assert.deepEqual(small, [], `at ${width}`);
    await page.context().close();
  }
});

test('forced colours and reduced motion', async () => {
  const { page, figure, problems } = await open({
    options: { forcedColors: 'active', reducedMotion: 'reduce' },
  });
  const { attack } = await figure.settled();
  // The pictures keep their colours, which mean something; all else takes the reader's.
  const shown = await page.evaluate(() => {
    const root = document.querySelector('deepfool-digit')?.shadowRoot;
    const picture = root?.querySelector('[part=perturbation]')?.shadowRoot?.querySelector('canvas');
    const bar = root
      ?.querySelector('deepfool-probability-bars')
      ?.shadowRoot?.querySelector('.was .bar');
    const context = picture?.getContext('2d');
    return {
      pixels: context ? Array.from(context.getImageData(0, 0, 28, 28).data) : [],
      bar: bar ? getComputedStyle(bar).backgroundColor : '',
      paper: bar ? getComputedStyle(document.body).backgroundColor : '',
    };
  });
  const largest = attack.perturbation.indexOf(Math.max(...attack.perturbation));
  const [red, , blue] = shown.pixels.slice(4 * largest);
  assert.ok(red > blue);
  assert.notEqual(shown.bar, shown.paper);
  await page.getByRole('button', { name: 'Make it smaller' }).click();
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
  assert.equal(moving, 0);
  assert.deepEqual(problems, []);
});

test('focus is visible wherever it goes', async () => {
  const { page } = await open();
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  for (let i = 0; i < 50; ++i) {
    await page.keyboard.press('Tab');
    const { outlined, html } = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element || element === document.body) return { outlined: true, html: '' };
      const candidates = [element, element.closest('label')].filter((x) => x !== null);
      return {
        outlined: candidates.some((shown) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(shown);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
        }),
        html: element.outerHTML.slice(0, 100),
      };
    });
    assert.ok(outlined, html);
  }
});
