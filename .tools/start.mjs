// npm start [-- --port N]: installs what is missing, builds the page and serves it.
// npm run dev [-- --port N]: serves the page's sources; an open page reloads when one of them changes.

import { parseArgs } from 'node:util';
import { buildWithCMake, parts, viteConfig } from './build.mjs';
import { describe } from './pages.mjs';
import { Problem, runAsScript, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

await runAsScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, dev: { type: 'boolean' } },
  });
  const port = Number(values.port ?? (values.dev ? 5173 : 4173));
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Problem(`--port must be a number from 1 to 65535, not '${values.port}'.`);
  }
  ensureNodeModules();
  ensureTools(parts.wasm.tools);
  await step('Build the module', () => buildWithCMake('wasm', ['deepfool_module']));
  // Not imported above: only now is it sure to be installed.
  const { createServer, preview } = await import('vite');
  let server;
  if (values.dev) {
    server = await createServer({ configFile: viteConfig, server: { port } });
    await server.listen();
  } else {
    await step('Build the page', parts.web.build);
    await step('Write the reference', describe);
    server = await preview({ configFile: viteConfig, preview: { port } });
  }
  console.log(`\nThe page is at ${server.resolvedUrls?.local[0]} (Ctrl-C ends it).`);
});
