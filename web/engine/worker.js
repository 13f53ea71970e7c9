// The module's own thread.

import * as Comlink from 'comlink';
import { workerCalls } from './worker_calls.js';

Comlink.expose(workerCalls);
// Before it is asked: that takes a while.
void workerCalls.open();
// Only now is it sure that the page's policy allows workers: see thread.js.
postMessage('here');
// Its first number format takes a browser some 15 ms, once for all its threads; the page wants numbers
// soon, and this thread is waiting for the module.
void new Intl.NumberFormat();
