/** What web/build/embedded_files.js makes of files. */

declare module '*?gzip' {
  export const text: string;
}

declare module '*?base64' {
  export const text: string;
}

declare module '*?classifier' {
  export const model: Uint8Array;
  export const card: import('../engine/types.js').Card;
}

declare module '*/build/gallery.json' {
  const digits: { label: number; index: number; pixels: string }[];
  export default digits;
}
