/**
 * Takes other files in place of some of the sources.
 *
 * @param {Record<string, string>} others the other file by the source's name; both absolute
 * @returns {import('vite').Plugin}
 */
export function otherSources(others) {
  return {
    name: 'other-sources',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.startsWith('.')) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && Object.hasOwn(others, found.id) ? others[found.id] : null;
    },
  };
}
