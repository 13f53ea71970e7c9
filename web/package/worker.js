// The module's own thread. It opens the module when it is told which, or when it is first asked.

import * as Comlink from 'comlink';
import { workerCalls } from '../engine/worker_calls.js';

Comlink.expose(workerCalls);
// Only now is it sure that the page's policy allows workers: see thread.js.
postMessage('here');
