// The files of test digits that the build makes.

import { fetchFile } from './fetch_file.js';

const gallery = new URL('../../build/gallery.json', import.meta.url);
const digits = new URL('../../build/digits.bin', import.meta.url);

/**
 * Two digits of each class.
 *
 * @returns {Promise<{ label: number, index: number, pixels: string }[]>} pixels: 784 bytes in base64
 */
export const galleryFile = async () => (await fetchFile(gallery)).json();

/** @returns {Promise<ArrayBuffer>} gzipped: 785 bytes a digit, its class and its pixels */
export const digitsFile = async () => (await fetchFile(digits)).arrayBuffer();
