// The files of test digits, in scripts.

import { gunzip } from './gunzip.js';

export const galleryFile = async () => (await import('../../build/gallery.json')).default;

export const digitsFile = async () => gunzip((await import('../../build/digits.bin?gzip')).text);
