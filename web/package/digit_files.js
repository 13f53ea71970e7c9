// The files of test digits, in scripts.

import { bytesOf } from './bytes_of.js';

export const galleryFile = async () => (await import('../../build/gallery.json')).default;

export const digitsFile = async () => bytesOf((await import('../../build/digits.bin?base64')).text);
