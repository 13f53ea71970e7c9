/**
 * Takes the indents of lines out of pages, but not out of <pre>: every visitor fetches them.
 *
 * @returns {import('vite').Plugin}
 */
export function withoutIndents() {
  return {
    name: 'without-indents',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .split(/(<pre\b[^]*?<\/pre>)/)
          .map((part, i) => (i % 2 === 1 ? part : part.replace(/\n\s+/g, '\n')))
          .join(''),
    },
  };
}
