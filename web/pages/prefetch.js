// Starts the worker and fetches the module, the classifier and the gallery's digits before the scripts that show
// anything are there.

import { classifiers } from '../engine/classifiers.js';
import { sharedClassifier } from '../engine/shared_engine.js';
import { galleryDigits } from '../figures/parts/gallery_digits.js';

const asked = new URLSearchParams(location.search).get('classifier') ?? 'digits';
// Errors are shown by the figure, which asks for the same.
if (Object.hasOwn(classifiers, asked)) sharedClassifier(asked).catch(() => {});
galleryDigits().catch(() => {});
