// SVG files as images. In an <img> no script of theirs runs and nothing is fetched
// (https://www.w3.org/TR/SVG2/conform.html#secure-static-mode).

/** What may stand before the root element: white space, declarations, comments, a document type. */
const prolog = /^(?:\s|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^>[]*(?:\[[^]*?\]\s*)?>)*/;

/** The root element's start tag. */
const startTag = /^<svg(?=[\s>/])(?:"[^"]*"|'[^']*'|[^"'>])*>/;

/** Pixels to a unit of CSS (https://www.w3.org/TR/css-values-4/#absolute-lengths). */
const units = new Map(
  Object.entries({ px: 1, pt: 96 / 72, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 }),
);

/**
 * @param {Blob} file
 * @param {number} side the longer side of the image in pixels
 * @returns {Promise<HTMLImageElement | null>} null for a file that is not SVG. Without `width` and
 *   `height` the image is of its view box; without that, it is the square from the origin to
 *   (side, side). Fails if the file is damaged, or the page's policy forbids images from data.
 */
export async function svgImage(file, side) {
  if ((await file.slice(0, 64).text()).trimStart()[0] !== '<') return null;
  const text = await file.text();
  const start = prolog.exec(text)?.[0].length ?? 0;
  const tag = startTag.exec(text.slice(start))?.[0];
  if (!tag) return null;
  const image = new Image();
  const source = text.slice(0, start) + sized(tag, side) + text.slice(start + tag.length);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  return image;
}

/**
 * The start tag with a width and a height in pixels, which not every browser does without.
 *
 * @param {string} tag
 * @param {number} side
 */
function sized(tag, side) {
  const attribute = (/** @type {string} */ name) =>
    new RegExp(`\\s${name}\\s*=\\s*["']\\s*([^"']*?)\\s*["']`).exec(tag)?.[1] ?? '';
  const length = (/** @type {string} */ name) => {
    const [, number, unit] = /^([\d.]+(?:e[+-]?\d+)?)([a-z]*)$/i.exec(attribute(name)) ?? [];
    return Number(number) * (units.get(unit?.toLowerCase() || 'px') ?? NaN);
  };
  const viewBox = attribute('viewBox');
  const [, , boxWidth, boxHeight] = viewBox.split(/[\s,]+/).map(Number);
  const ratios = [length('width') / length('height'), boxWidth / boxHeight];
  const ratio = ratios.find((value) => value > 0 && value < Infinity) ?? 1;
  const [width, height] = ratio >= 1 ? [side, side / ratio] : [side * ratio, side];
  const box = viewBox || `0 0 ${length('width') || side} ${length('height') || side}`;
  const rest = tag
    .slice('<svg'.length)
    .replace(/\s(?:width|height|viewBox)\s*=\s*("[^"]*"|'[^']*')/g, '');
  const whole = (/** @type {number} */ value) => Math.max(Math.round(value), 1);
  return `<svg width="${whole(width)}" height="${whole(height)}" viewBox="${box}"${rest}`;
}
