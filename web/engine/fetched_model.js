// Fetches a classifier's ONNX file and its card.

import { EngineError } from './errors.js';
import { fetchFile } from './fetch_file.js';

/** @import { Card, LoadOptions } from './types.js' */

/** @typedef {{ signal?: AbortSignal, cache?: RequestCache }} Fetching */

/**
 * @param {string} url
 * @param {Fetching} how
 * @returns {Promise<Card>}
 */
async function fetchedCard(url, how) {
  const response = await fetchFile(url, how);
  try {
    return await response.json();
  } catch (error) {
    how.signal?.throwIfAborted();
    throw new EngineError('fetch', `${url}: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * The bytes of a classifier's ONNX file and its card, fetched where an address is given.
 *
 * @param {Uint8Array | URL | string} source
 * @param {LoadOptions} [options]
 * @returns {Promise<{ bytes: Uint8Array, card: Card | null }>}
 */
export async function fetchedModel(source, { card = null, progress, anew = false, signal } = {}) {
  const how = {
    signal,
    ...(anew && { cache: /** @type {const} */ ('reload') }),
  };
  const cardHere =
    typeof card === 'string' || card instanceof URL
      ? fetchedCard(String(card), how)
      : Promise.resolve(card);
  const bytes =
    source instanceof Uint8Array ? source : await download(String(source), cardHere, progress, how);
  return { bytes, card: await cardHere };
}

/**
 * @param {string} url
 * @param {Promise<Card | null>} card knows the size: the header's is that of the compressed file
 * @param {((share: number) => void) | undefined} progress
 * @param {Fetching} how
 * @returns {Promise<Uint8Array>}
 */
async function download(url, card, progress, how) {
  const [response, known] = await Promise.all([fetchFile(url, how), card]);
  /** @type {Uint8Array[]} */
  const chunks = [];
  let arrived = 0;
  try {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      arrived += next.value.length;
      progress?.(known ? Math.min(arrived / known.bytes, 1) : 0);
    }
  } catch (error) {
    how.signal?.throwIfAborted();
    throw new EngineError('fetch', `${url}: ${/** @type {Error} */ (error).message}`);
  }
  const bytes = new Uint8Array(arrived);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
