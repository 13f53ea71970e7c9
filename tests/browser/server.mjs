// Serves the built page as a static host does, below a path, and under a strict policy; and posts, as
// the hosts of other people do.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built page. */
export const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** A policy of the server's, for everything it serves, the worker too. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
  "connect-src 'self'; style-src 'self'; img-src 'self' data:; manifest-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types deepfool lit-html";

/**
 * @typedef {object} Site
 * @property {string} url the page's address
 * @property {string} folder what is served; may be changed
 * @property {boolean} down whether every connection is dropped
 * @property {boolean} isForOthers whether pages of other origins may read what is served
 * @property {() => void} close drops every connection, too
 */

/**
 * @param {string} prefix the folder that the page seems to lie in: '/some/where/'
 * @param {string} folder that has the build
 * @returns {Promise<Site>}
 */
export async function serve(prefix = '/some/where/', folder = dist) {
  const site = { url: '', folder, down: false, isForOthers: true, close: () => {} };
  const server = createServer(async ({ url = '', socket }, response) => {
    if (site.down) {
      socket.destroy();
      return;
    }
    const { pathname } = new URL(url, 'http://localhost');
    const path = normalize(decodeURIComponent(pathname.slice(prefix.length))) || '.';
    try {
      if (!pathname.startsWith(prefix) || path.startsWith('..')) throw new Error('elsewhere');
      const file = path === '.' ? 'index.html' : path;
      const content = await readFile(join(site.folder, file));
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy,
        // As GitHub Pages and CDNs send it.
        ...(site.isForOthers && { 'Access-Control-Allow-Origin': '*' }),
      });
      response.end(content);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such file.');
    }
  });
  const { origin, close } = await listen(server);
  return Object.assign(site, { url: `${origin}${prefix}`, close });
}

/**
 * A host for posts: another origin.
 *
 * @typedef {object} Blog
 * @property {string} url of the post
 * @property {(html: string, policy?: string) => void} publish in place of the post before
 * @property {() => void} close
 */

/** @returns {Promise<Blog>} */
export async function openBlog() {
  let post = { html: '', policy: '' };
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(post.policy && { 'Content-Security-Policy': post.policy }),
    });
    response.end(post.html);
  });
  const { origin, close } = await listen(server);
  return {
    url: `${origin}/`,
    publish: (html, policy = '') => (post = { html, policy }),
    close,
  };
}

/** @param {import('node:http').Server} server */
async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
