// Posts of a blog, with figures from a site of another origin.

import { Figure, launch } from './page.mjs';
import { openBlog, serve } from './server.mjs';

/** @import { BrowserContextOptions } from 'playwright-core' */

/** @typedef {Awaited<ReturnType<typeof openPosts>>} Posts */

export async function openPosts() {
  const [site, blog, chrome] = await Promise.all([serve(), openBlog(), launch()]);

  /**
   * Opens a post.
   *
   * @param {string} body
   * @param {BrowserContextOptions} [options]
   * @param {string} [head]
   */
  async function open(body, options = {}, head = '') {
    blog.publish(`<!doctype html><html lang="en"><head><title>A post</title>
      <meta name="viewport" content="width=device-width">
      <script type="module" src="${site.url}deepfool.js"></script>${head}</head>
      <body>${body}</body></html>`);
    const context = await chrome.newContext(options);
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(blog.url);
    return { page, problems, figure: new Figure(page) };
  }

  async function close() {
    await chrome.close();
    blog.close();
    site.close();
  }

  return { site, blog, chrome, open, close };
}
