// Ways to show a figure elsewhere, for whoever wants to copy one.

import { embedCode, embeddable } from './embed_code.js';
import { words } from '../words.js';

/** @import { Fallback, Form } from './embed_code.js' */

/** @typedef {{ form: Form, name: string, explained: string }} Copy */

/** @returns {Copy[]} none in a page that is one file */
export function copies() {
  if (!embeddable) return [];
  return [
    { form: 'link', name: words.copyLink, explained: words.copyLinkFor },
    { form: 'script', name: words.copyScript, explained: words.copyScriptFor },
    { form: 'frame', name: words.copyFrame, explained: words.copyFrameFor },
  ];
}

/**
 * Puts what shows a figure on the clipboard.
 *
 * @param {Form} form
 * @param {string} name of the figure
 * @param {Record<string, string>} attributes of the figure
 * @param {Fallback} fallback
 * @returns {Promise<string>} a sentence for the visitor
 */
export async function copied(form, name, attributes, fallback) {
  try {
    await navigator.clipboard.writeText(embedCode(form, name, attributes, fallback));
    return form === 'link' ? words.copiedLink : words.copied;
  } catch {
    return words.notCopied;
  }
}
