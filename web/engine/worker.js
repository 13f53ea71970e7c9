// The module's own thread. The page says at once which module to open: that message waits for this script.

import * as Comlink from 'comlink';
import { createWorkerCalls } from './worker_calls.js';

Comlink.expose(createWorkerCalls());
// Only now is it sure that the page's policy allows workers: see thread.js.
postMessage('here');
// Its first number format takes a browser some 15 ms, once for all its threads; the page wants numbers
// soon, and this thread is waiting for the module.
void new Intl.NumberFormat();
