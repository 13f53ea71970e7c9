/**
 * `import 'deepfool-wasm/elements'` defines the figures' custom elements. On a server it does nothing.
 *
 * @module deepfool-wasm/elements
 */

import { names } from '../figures/names.js';
import { figureScripts } from '../figures/registry.js';

if (typeof document !== 'undefined') {
  for (const name of names) void figureScripts[name]();
}
