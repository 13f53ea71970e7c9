// What a post loads: <script type="module" src=".../deepfool.js"></script>. It is small, and fetches a
// figure's script, the module and a classifier only when a figure comes near the screen; until then,
// and where they cannot run, what stands between the figure's tags is shown.

import { watchFigures } from './watch_figures.js';
import { watchFrames } from './watch_frames.js';

// On a server that renders posts, importing this does nothing.
if (typeof document !== 'undefined') {
  watchFigures();
  watchFrames();
}
