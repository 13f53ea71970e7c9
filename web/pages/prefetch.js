// Starts the worker and fetches the module, the classifier and the gallery's digits before the scripts that show
// anything are there.

import { classifiers } from '../engine/classifiers.js';
import { sharedClassifier } from '../engine/shared_engine.js';
import { galleryDigits } from '../figures/parts/gallery_digits.js';
import { asked } from './asked.js';

const name = asked.get('classifier') ?? 'digits';
// Errors are shown by the figure, which asks for the same.
if (Object.hasOwn(classifiers, name)) sharedClassifier(name).catch(() => {});
galleryDigits().catch(() => {});
