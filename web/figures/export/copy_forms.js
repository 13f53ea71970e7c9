// The ways to copy a figure.

import { laterWords } from '../later_words.js';
import { say } from '../words.js';
import { canEmbed, embedCode } from './embed_code.js';

/** @import { Embed, Fallback, Form } from './embed_code.js' */

/** @typedef {{ form: Form, name: string, explanation: string }} CopyForm */

/** Whether only this machine reaches a host. @param {string} host */
const isLocal = (host) =>
  /^(localhost|[\w.-]+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])(:\d+)?$/.test(host);

/**
 * What all figures of the page show, by the names that its address has for it; null where there is no such page.
 *
 * @type {(() => Record<string, string>) | null}
 */
let stateOfPage = null;

/** Lets a link to the page have what all its figures show. @param {NonNullable<typeof stateOfPage>} read */
export const linkState = (read) => void (stateOfPage = read);

/** @returns {CopyForm[]} none in a page that is one file */
export function copyForms() {
  if (!canEmbed) return [];
  const { host } = new URL(import.meta.url);
  const local = isLocal(host) ? say(laterWords.copyLocal, { host }) : '';
  return [
    { form: 'link', name: laterWords.copyLink, explanation: local || laterWords.copyLinkFor },
    { form: 'script', name: laterWords.copyScript, explanation: local || laterWords.copyScriptFor },
    { form: 'frame', name: laterWords.copyFrame, explanation: local || laterWords.copyFrameFor },
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
  const ofPage = form === 'link' && embed.page === '' ? stateOfPage?.() : null;
  const shown = ofPage ? { lang: attributes.lang, ...ofPage } : attributes;
  const minHeight = laterWords.heights[embed.name] ?? embed.minHeight;
  try {
    await navigator.clipboard.writeText(embedCode(form, { ...embed, minHeight }, shown, fallback));
    return form === 'link' ? laterWords.copiedLink : laterWords.copied;
  } catch {
    return laterWords.notCopied;
  }
}
