// How the module's thread comes about in a project of someone else's: in a form that bundlers know.

/** @returns {Worker} */
export function openWorker() {
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
}

/** For Node, which has no such workers, and for pages whose policy forbids them. */
export async function importCalls() {
  return (await import('../engine/worker_calls.js')).workerCalls;
}
