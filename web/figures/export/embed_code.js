// What is pasted into a post to show a figure there.

/** @typedef {'script' | 'frame' | 'link'} Form */

/** Where deepfool.js and embed.html are: beside the folder that the build puts this script into. */
const here = import.meta.url;

/** Whether there is such a place: not in a page that is one file, whose scripts have its address. */
export const embeddable = /^http[^?#]*\.js([?#]|$)/.test(here);

/** Of a frame in a post without deepfool.js, which would tell it, in pixels. @type {Record<string, number>} */
const heights = { digit: 1100, universal: 700 };

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * @typedef {object} Fallback what stands where no script runs
 * @property {string} sentence
 * @property {string} [picture] its address
 */

/**
 * @param {Form} form
 * @param {string} name of the figure
 * @param {Record<string, string>} attributes of the figure
 * @param {Fallback} fallback
 * @param {string} [script] the address of a script in the folder that the build makes
 * @returns {string} HTML, or an address
 */
export function embedCode(form, name, attributes, { sentence, picture }, script = here) {
  const address = (/** @type {string} */ file) => new URL(`../${file}`, script);
  if (form === 'link' && name === 'digit') {
    const url = address('');
    url.search = String(new URLSearchParams(attributes));
    return url.href;
  }
  if (form !== 'script') {
    const url = address('embed.html');
    url.search = String(new URLSearchParams({ figure: name, ...attributes }));
    if (form === 'link') return url.href;
    return (
      `<iframe src="${escaped(url.href)}" title="${escaped(sentence)}" width="100%" ` +
      `height="${heights[name]}" style="border: 0" loading="lazy" allow="clipboard-write"></iframe>`
    );
  }
  const written = Object.entries(attributes).map(([name, value]) =>
    value === '' ? ` ${name}` : ` ${name}="${escaped(value)}"`,
  );
  return (
    `<script type="module" src="${escaped(address('deepfool.js').href)}"></script>\n` +
    `<deepfool-${name}${written.join('')}>` +
    // What it shows, the sentence says.
    (picture ? `<img src="${escaped(picture)}" alt="" />` : '') +
    `<p>${escaped(sentence)}</p></deepfool-${name}>`
  );
}
