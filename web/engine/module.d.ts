/** Emscripten's loader, which the build makes; web/build/ says where it is. */
declare module 'deepfool-module' {
  export default function createDeepFool(options: object): Promise<object>;
}

/** A second copy of a module. */
declare module '*?page' {}

/** Of web/build/languages.js: the languages that there are, the one for all others first. */
declare module 'deepfool-languages' {
  export const languages: [string, ...string[]];
}

/** What fetches the words of each language that are needed at first ... */
declare module 'deepfool-words' {
  type Words = Pick<typeof import('../locales/en.js'), 'figure' | 'embed'>;
  export const fetched: Record<string, () => Promise<Words>>;
}

/** ... and those that come later. */
declare module 'deepfool-later-words' {
  type Words = Pick<typeof import('../locales/en.js'), 'laterFigures'>;
  export const fetched: Record<string, () => Promise<Words>>;
}
