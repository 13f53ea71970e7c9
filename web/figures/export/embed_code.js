// The HTML or address that shows a figure elsewhere.

/** @typedef {'script' | 'frame' | 'link'} Form */

/**
 * @typedef {object} Embed how a figure is shown elsewhere
 * @property {string} name of the figure
 * @property {number} frameHeight of a frame in a post without deepfool.js, which would set it, in pixels
 * @property {string} page the file that a link to the figure opens: `embed.html`, or '' for the page itself
 */

/**
 * @typedef {object} Fallback what stands where no script runs
 * @property {string} sentence
 * @property {string} [image] its address
 */

/** Where deepfool.js and embed.html are: beside the folder that the build puts this script into. */
const here = import.meta.url;

/** Whether there is such a folder: a page in one file has none. */
export const canEmbed = /^http[^?#]*\.js([?#]|$)/.test(here);

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * @param {Form} form
 * @param {Embed} embed
 * @param {Record<string, string>} attributes of the figure
 * @param {Fallback} fallback
 * @param {string} [script] the address of a script in the folder that the build makes
 * @returns {string} HTML, or an address
 */
export function embedCode(form, embed, attributes, { sentence, image }, script = here) {
  const { name, frameHeight, page } = embed;
  const address = (
    /** @type {string} */ file,
    /** @type {Record<string, string>} */ parameters,
  ) => {
    const url = new URL(`../${file}`, script);
    url.search = String(new URLSearchParams(parameters));
    return url.href;
  };
  const inFrame = { figure: name, ...attributes };
  if (form === 'link') return address(page, page === '' ? attributes : inFrame);
  if (form === 'frame') {
    return (
      `<iframe src="${escaped(address('embed.html', inFrame))}" title="${escaped(sentence)}" width="100%" ` +
      `height="${frameHeight}" style="border: 0" loading="lazy" allow="clipboard-write"></iframe>`
    );
  }
  const attributesText = Object.entries(attributes).map(([name, value]) =>
    value === '' ? ` ${name}` : ` ${name}="${escaped(value)}"`,
  );
  return (
    `<script type="module" src="${escaped(address('deepfool.js', {}))}"></script>\n` +
    `<deepfool-${name}${attributesText.join('')}>` +
    // No text: the sentence says what it shows.
    (image ? `<img src="${escaped(image)}" alt="" />` : '') +
    `<p>${escaped(sentence)}</p></deepfool-${name}>`
  );
}
