// The universal figure, for the page and for others: see ../manifest.js.

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'universal',
  page: 'embed.html',
  minHeight: `max(
    17.4rem,
    min(18.9rem, (42.5rem - 100%) * 9999),
    min(20.2rem, (40rem - 100%) * 9999),
    min(22.2rem, (36rem - 100%) * 9999),
    min(24rem, (27.2rem - 100%) * 9999),
    min(26.2rem, (24.3rem - 100%) * 9999),
    min(29rem, (21.5rem - 100%) * 9999),
    min(32.4rem, (17.4rem - 100%) * 9999)
  )`,
};

export const className = 'UniversalFigure';

export const text =
  'One change that makes a classifier read most digits as others. It fetches and works when asked to.';

/** @type {Record<string, Attribute>} */
export const attributes = {
  classifier: {
    type: 'string',
    default: 'digits',
    text: 'The classifier: `digits`, `lenet`, `fc500-150-10` or `softmax`, or the address of an ONNX file; `digits`.',
  },
  length: {
    type: 'number',
    default: 4,
    text: 'The longest that the change may be, in l_2, 1 to 6; 4.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the change, and what it makes of each digit; null as long as nothing is.',
  },
};

/** @type {Record<string, string>} */
export const events = {};

/** @type {Record<string, string>} */
export const parts = {};
