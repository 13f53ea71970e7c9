// Plots as files that show the same without the page's styles.

/** @import { Plot } from './plot.js' */

/** What of a style is written into the file. */
const styles = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin'],
  ...['font-family', 'font-size', 'text-anchor', 'color'],
];

/** Pixels of the picture for a pixel of the screen. */
const enlargement = 3;

/** @param {Plot} plot @returns {string} an SVG file */
export function svgOf(plot) {
  const { drawing } = plot;
  if (!drawing) return '';
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const copies = [...copy.querySelectorAll('*')];
  [...drawing.querySelectorAll('*')].forEach((element, i) => {
    const computed = getComputedStyle(element);
    for (const name of styles) copies[i].setAttribute(name, computed.getPropertyValue(name));
    copies[i].removeAttribute('class');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const { width, height } = sizeOf(drawing);
  const fill = getComputedStyle(drawing).color;
  for (const [name, value] of Object.entries({ width, height, fill })) {
    paper.setAttribute(name, String(value));
  }
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

/** @param {SVGSVGElement} drawing */
const sizeOf = ({ width, height }) => ({
  width: width.baseVal.value,
  height: height.baseVal.value,
});

/** @param {Plot} plot @returns {Promise<Blob>} a PNG file */
export async function pngOf(plot) {
  const text = svgOf(plot);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const { width, height } = sizeOf(/** @type {SVGSVGElement} */ (plot.drawing));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(enlargement * width);
  canvas.height = Math.round(enlargement * height);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser writes no PNG.'))),
      'image/png',
    ),
  );
}
