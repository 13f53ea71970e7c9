// In the package it lies in models/, as NAME.d.ts.

import type { Card } from '../types/package/index.d.ts';

/** The classifier, an ONNX file. */
export const model: Uint8Array;

/** What is known of it. */
export const card: Card;
