// The module's own thread. It opens the module when it is told which, or when it is first asked.

import * as Comlink from 'comlink';
import { api } from '../engine/api.js';

Comlink.expose(api);
// Only now is it sure that the page's policy allows workers: see thread.js.
postMessage('here');
