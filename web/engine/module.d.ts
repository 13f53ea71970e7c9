/** Emscripten's loader, which the build makes; web/build/ says where it is. */
declare module 'deepfool-module' {
  export default function createDeepFool(options: object): Promise<object>;
}

/** A second copy of a module. */
declare module '*?page' {}

/** A second copy of a language's words. */
declare module '*?later' {
  export const laterFigures: typeof import('../locales/en.js').laterFigures;
}
