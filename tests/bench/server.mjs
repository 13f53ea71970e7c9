// Serves the repository to the benchmark's browser, with the headers that make its clock a fine one.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * @param {Record<string, string>} files further addresses, and the files that lie there
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve(files) {
  const server = createServer(async ({ url = '' }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    try {
      const content =
        path === '/' ? '<!doctype html>' : await readFile(files[path] ?? join(root, path));
      response.writeHead(200, {
        'Content-Type':
          path === '/' ? types['.html'] : (types[extname(path)] ?? 'application/octet-stream'),
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}
