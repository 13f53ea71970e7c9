// The files of test digits, in scripts.

import { fromBase64 } from '../engine/from_base64.js';

export const galleryFile = async () => (await import('../../build/gallery.json')).default;

export const digitsFile = async () =>
  fromBase64((await import('../../build/digits.bin?base64')).text);
