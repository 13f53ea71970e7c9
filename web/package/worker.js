// The module's own thread. It opens the module when it is told which.

import * as Comlink from 'comlink';
import { createWorkerCalls } from '../engine/worker_calls.js';

Comlink.expose(createWorkerCalls());
// Only now is it sure that the page's policy allows workers: see thread.js.
postMessage('here');
