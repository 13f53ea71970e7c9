/**
 * URL and AbortSignal as the using program has them, from the DOM's types or Node's; where it has
 * neither, what is used of them.
 */

export type URL = typeof globalThis extends { URL: { prototype: infer T } }
  ? T
  : { readonly href: string };

export type AbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer T } }
  ? T
  : { readonly aborted: boolean; readonly reason: any };
