// For the custom-elements manifest: what people outside may use of the figures, and where it is.

/** @typedef {{ name: string, privacy?: string }} Member */
/** @typedef {{ customElement?: boolean, members: Member[], attributes: Member[] }} Element */
/** @typedef {{ path: string, declarations: Element[], exports: { kind: string }[] }} Module */

export default {
  globs: ['web/figures/*/*_figure.js'],
  litelement: true,
  // It would write into it.
  packagejson: false,
  plugins: [
    {
      name: 'public-alone',
      /** @param {{ customElementsManifest: { modules: Module[] } }} context */
      packageLinkPhase({ customElementsManifest }) {
        const isPublic = (/** @type {Member} */ { name, privacy }) =>
          !/^[#_]/.test(name) && privacy !== 'private';
        for (const module of customElementsManifest.modules) {
          module.path = 'deepfool.js';
          for (const element of module.declarations) {
            element.members = element.members.filter(isPublic);
            element.attributes = element.attributes.filter(isPublic);
          }
          module.exports = module.exports.filter(
            ({ kind }) => kind === 'custom-element-definition',
          );
          module.declarations = module.declarations.filter(({ customElement }) => customElement);
        }
      },
    },
  ],
};
