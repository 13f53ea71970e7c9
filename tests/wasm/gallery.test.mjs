// The gallery's test digits, and the page's first example, are those that web/build/test_digits.js says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chosen } from '../../web/build/test_digits.js';
import { labelsFile, loadCore, model, testDigits } from './support.mjs';

test('the gallery has the first test digits that are read surely, and begins with a 3 that becomes an 8', async () => {
  const core = await loadCore();
  const { id } = core.load(readFileSync(model('digits')));
  const digits = testDigits(1000);
  const labels = readFileSync(labelsFile).subarray(8);
  const sure = digits.flatMap((x, i) => {
    const { label, probabilities } = core.predict(id, x);
    return label === labels[i] && probabilities[label] >= 0.99 ? [i] : [];
  });
  const firstTwo = Array.from({ length: 10 }, (_, label) =>
    sure.filter((i) => labels[i] === label).slice(0, 2),
  );
  const example = sure.find((i) => {
    const { label, adversarial, relativeL2 } = core.attack(id, digits[i], { box: [0, 1] });
    return label === 3 && adversarial === 8 && relativeL2 >= 0.2;
  });
  assert.deepEqual(chosen, firstTwo.with(3, [Number(example), firstTwo[3][0]]));
});
