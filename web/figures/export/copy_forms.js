// The ways to copy a figure.

import { words } from '../words.js';
import { canEmbed, embedCode } from './embed_code.js';

/** @import { Embed, Fallback, Form } from './embed_code.js' */

/** @typedef {{ form: Form, name: string, explanation: string }} CopyForm */

/** @returns {CopyForm[]} none in a page that is one file */
export function copyForms() {
  if (!canEmbed) return [];
  return [
    { form: 'link', name: words.copyLink, explanation: words.copyLinkFor },
    { form: 'script', name: words.copyScript, explanation: words.copyScriptFor },
    { form: 'frame', name: words.copyFrame, explanation: words.copyFrameFor },
  ];
}

/**
 * Copies the code or address that shows a figure to the clipboard.
 *
 * @param {Form} form
 * @param {Embed} embed
 * @param {Record<string, string>} attributes of the figure
 * @param {Fallback} fallback
 * @returns {Promise<string>} a sentence for the visitor
 */
export async function copyToClipboard(form, embed, attributes, fallback) {
  try {
    await navigator.clipboard.writeText(embedCode(form, embed, attributes, fallback));
    return form === 'link' ? words.copiedLink : words.copied;
  } catch {
    return words.notCopied;
  }
}
