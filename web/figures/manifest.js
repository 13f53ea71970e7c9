// The type of a figure's manifest, NAME/manifest.js, and what is the same for all figures. Sizes, embed code, the
// custom-elements manifest and README's table come from the manifests; tests compare them with the elements.

/** @import { Embed } from './export/embed_code.js' */

/**
 * @typedef {object} Attribute
 * @property {string} [type] of the property, as TypeScript has it; without it there is only an attribute
 * @property {unknown} [default] of the property
 * @property {string} text what it is, in Markdown
 */

/**
 * @typedef {object} Property
 * @property {string} type as TypeScript has it
 * @property {boolean} [readonly]
 * @property {string} text
 */

/**
 * @typedef {object} Manifest
 * @property {Embed} embed
 * @property {Record<string, string>} [example] the attributes of a figure whose address says nothing
 * @property {string} className
 * @property {string} text what it is
 * @property {Record<string, Attribute>} attributes
 * @property {Record<string, Property>} properties those that no attribute sets
 * @property {Record<string, string>} events
 * @property {Record<string, string>} parts CSS parts
 */

/** @type {Record<string, Attribute>} */
export const everyAttribute = {
  poster: { text: "A picture's address; it is shown until the figure is needed." },
  lang: {
    text: "The language, such as `en`; the first figure's is that of all. Without it, that of the post, or the browser's.",
  },
};

/** @type {Record<string, Property>} */
export const everyProperty = {
  state: {
    type: 'Record<string, string>',
    readonly: true,
    text: 'The attributes of a figure that shows the same.',
  },
};

/** @type {Record<string, string>} */
export const everyEvent = {
  'deepfool-result': 'Something new is shown; the property `result` has it.',
};

export const slot =
  'What is shown until the figure runs, and where it cannot: a picture or a sentence.';

/** @type {Record<string, string>} */
export const cssProperties = {
  '--deepfool-paper': 'Background of the pad and the pictures.',
  '--deepfool-ink': 'Ink on them.',
  '--deepfool-text': 'Text.',
  '--deepfool-muted': "Text of lesser weight; 4.5 to 1 on the post's background, please.",
  '--deepfool-line': 'Lines and frames.',
  '--deepfool-surface': 'Background of what is pointed at.',
  '--deepfool-before': 'The class read first, and ink that is taken.',
  '--deepfool-after': 'The class it becomes, and ink that is added.',
  '--deepfool-font': 'Font of controls and numbers.',
  '--deepfool-serif': 'Font of the sentence.',
};
