// The HTML or address that shows a figure elsewhere.

/** @typedef {'script' | 'frame' | 'link'} Form */

/**
 * @typedef {object} Embed how a figure is shown elsewhere
 * @property {string} name of the figure
 * @property {string} page the file that a link to the figure opens: `embed.html`, or '' for the page itself
 * @property {string} minHeight a CSS length, the figure's least height; 100% is its width
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

/** Padding of embed.html, which frames show, in pixels (web/pages/embed.css). */
const padding = 2;

/**
 * A figure's least height, for the frame around it: in pixels, since a post may have other rems.
 *
 * @param {string} minHeight
 */
function frameHeight(minHeight) {
  const inPixels = minHeight
    .replace(/\s+/g, ' ')
    .replace(/\( | \)/g, (space) => space.trim())
    .replace(/([\d.]+)rem/g, (_, rem) => `${Math.round(160 * rem) / 10}px`)
    .replace(/\b100%/g, `(100% - ${2 * padding}px)`);
  return `calc(${inPixels} + ${2 * padding}px)`;
}

/**
 * @param {Form} form
 * @param {Embed} embed
 * @param {Record<string, string>} attributes of the figure
 * @param {Fallback} fallback
 * @param {string} [script] the address of a script in the folder that the build makes
 * @returns {string} HTML, or an address
 */
export function embedCode(form, embed, attributes, { sentence, image }, script = here) {
  const { name, minHeight, page } = embed;
  const { lang, ...shown } = attributes;
  const addressOf = (/** @type {string} */ file) => new URL(`../${file}`, script);
  // As web/pages/page_state.js writes it: which page it is, and behind the # what it shows, which no server is told.
  const addressOfPage = (/** @type {string} */ file) => {
    const url = addressOf(file);
    const which = { ...(file && { figure: name }), ...(lang && { lang }) };
    url.search = String(new URLSearchParams(which));
    url.hash = String(new URLSearchParams(shown));
    return url.href;
  };
  if (form === 'link') return addressOfPage(page);
  if (form === 'frame') {
    // The inner box's padding is its room. Percentages are of the outer one's width, which themes may limit.
    return (
      '<div>' +
      `<div style="position: relative; box-sizing: border-box; padding-top: ${frameHeight(minHeight)}">` +
      `<iframe src="${escaped(addressOfPage('embed.html'))}" title="${escaped(sentence)}" ` +
      `style="position: absolute; top: 0; left: 0; width: 100%; height: 100%; border: 0" ` +
      `loading="lazy" allow="clipboard-write"></iframe></div></div>`
    );
  }
  const attributesText = Object.entries(attributes).map(([name, value]) =>
    value === '' ? ` ${name}` : ` ${name}="${escaped(value)}"`,
  );
  return (
    // Keeps the figure's room before the script is there.
    `<link rel="stylesheet" href="${escaped(addressOf('deepfool.css').href)}" />\n` +
    `<script type="module" src="${escaped(addressOf('deepfool.js').href)}"></script>\n` +
    `<deepfool-${name}${attributesText.join('')}>` +
    // No text: the sentence says what it shows.
    (image ? `<img src="${escaped(image)}" alt="" />` : '') +
    `<p>${escaped(sentence)}</p></deepfool-${name}>`
  );
}
