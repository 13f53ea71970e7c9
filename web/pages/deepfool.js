// What a post loads: <script type="module" src=".../deepfool.js"></script>. It is small, and fetches a
// figure's script, the module and a classifier only when a figure comes near the screen; until then,
// and where they cannot run, what stands between the figure's tags is shown.

import { watchFigures } from './watch_figures.js';
import { watchFrames } from './watch_frames.js';

// A post may be rendered on a server, where the same scripts are imported: there is nothing to be done there.
if (typeof document !== 'undefined') {
  watchFigures();
  watchFrames();
}
