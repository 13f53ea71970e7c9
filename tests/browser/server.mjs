// Serves the built page as a static host does, below a path, and under a strict policy.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A policy of the server's, for everything it serves, the worker too. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
  "connect-src 'self'; style-src 'self'; img-src 'self'";

/**
 * @param {string} prefix the folder that the page seems to lie in: '/some/where/'
 * @returns {Promise<{ url: string, close: () => void }>} the page's address
 */
export async function serve(prefix = '/some/where/') {
  const server = createServer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = normalize(decodeURIComponent(pathname.slice(prefix.length))) || '.';
    try {
      if (!pathname.startsWith(prefix) || path.startsWith('..')) throw new Error('elsewhere');
      const file = path === '.' ? 'index.html' : path;
      const content = await readFile(join(dist, file));
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy,
        // As GitHub Pages and CDNs send it.
        'Access-Control-Allow-Origin': '*',
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}${prefix}`, close: () => server.close() };
}
