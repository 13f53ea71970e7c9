// A page that the sources can be imported into, as Vite serves them.

import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { launch } from './page.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export async function openModules() {
  const server = await createServer({
    configFile: `${root}web/build/vite.config.js`,
    logLevel: 'warn',
    server: { port: 0, host: '127.0.0.1', hmr: false },
    optimizeDeps: { include: ['comlink'] },
  });
  await server.listen();
  const chrome = await launch();
  const page = await chrome.newPage();
  await page.goto(`${server.resolvedUrls?.local[0]}icon.svg`);
  return {
    page,
    async close() {
      await chrome.close();
      await server.close();
    },
  };
}
