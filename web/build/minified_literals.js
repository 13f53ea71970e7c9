import { inProject } from './in_project.js';

const sources = inProject('web/');

const strings = /('[^']*'|"[^"]*")/;
const space = /(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/)/;
const pieces = new RegExp(
  `${strings.source}|${space.source}*([{}>,;])${space.source}*|(:)${space.source}+|${space.source}+`,
  'g',
);

/** Strings stay as they are; of white space and comments, what separates words. */
const css = (/** @type {string} */ text) =>
  text
    .replace(pieces, (_, string, mark, colon) => string ?? mark ?? colon ?? ' ')
    .replaceAll(';}', '}')
    .replace(/([\s:,(])0\./g, '$1.');

/** Between two tags, one space may be seen. */
const html = (/** @type {string} */ text) => text.replace(/\s+(>)|\s+/g, (_, end) => end ?? ' ');

/** @type {Record<string, (text: string) => string>} */
const minify = { css, html };

/**
 * Takes out of Lit's templates, css`...` and html`...`, the space and the comments that only their
 * authors need.
 *
 * @returns {import('vite').Plugin}
 */
export function minifiedLiterals() {
  return {
    name: 'minified-literals',
    apply: 'build',
    transform(code, id) {
      if (!id.startsWith(sources) || !/\b(?:css|html)`/.test(code)) return null;
      let result = '';
      let at = 0;
      for (const { name, start, end } of literals(this.parse(code))) {
        result += code.slice(at, start) + minify[name](code.slice(start, end));
        at = end;
      }
      return { code: result + code.slice(at), map: null };
    },
  };
}

/**
 * The pieces of text in tagged templates, in their order in the file.
 *
 * @param {any} node of a syntax tree (ESTree)
 * @returns {{ name: string, start: number, end: number }[]}
 */
function literals(node) {
  if (!node || typeof node !== 'object') return [];
  if (Array.isArray(node)) return node.flatMap(literals);
  const { type, tag, quasi } = node;
  const own =
    type === 'TaggedTemplateExpression' && Object.hasOwn(minify, tag.name)
      ? quasi.quasis.map((/** @type {any} */ piece) => ({ ...piece, name: tag.name }))
      : [];
  return [...own, ...Object.values(node).flatMap(literals)].sort((a, b) => a.start - b.start);
}
