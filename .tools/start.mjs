// npm start [-- --port N]: installs what is missing, builds the page and serves it.

import { parseArgs } from 'node:util';
import { buildWithCMake, parts } from './build.mjs';
import { describe } from './pages.mjs';
import { Problem, runAsScript, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

await runAsScript(import.meta.url, async () => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Problem(`--port must be a number from 1 to 65535, not '${values.port}'.`);
  }
  ensureNodeModules();
  ensureTools(parts.wasm.tools);
  await step('Build the module', () => buildWithCMake('wasm', ['deepfool_module']));
  await step('Build the page', parts.web.build);
  await step('Write the reference', describe);
  // Not imported above: only now is it sure to be installed.
  const { preview } = await import('vite');
  const server = await preview({ root: 'web', preview: { port } });
  console.log(`\nThe page is at ${server.resolvedUrls?.local[0]} (Ctrl-C ends it).`);
});
