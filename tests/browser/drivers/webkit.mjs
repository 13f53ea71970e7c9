// WebKit: WebKitGTK's MiniBrowser on a screen that nobody sees, over WebDriver
// (https://www.w3.org/TR/webdriver2/).

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { expression, viewport } from './driver.mjs';

/** @import { Engine, Key, Tab } from './driver.mjs' */

/** The keys that are no characters (WebDriver, 17.4.2). @type {Record<Key, string>} */
const keys = {
  Tab: '\uE004',
  Enter: '\uE007',
  Space: ' ',
  ArrowDown: '\uE015',
  ArrowRight: '\uE014',
  z: 'z',
};
const controlKey = '\uE009';

/** Under this name WebDriver sends an element over (WebDriver, 12.2). */
const elementName = 'element-6066-11e4-a52e-4f735466cecf';

/** How long the driver may take to start, in milliseconds. */
const patience = 20_000;

/** @returns {Promise<Engine>} */
export async function start() {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  // A group of its own, so that the screen ends with the driver.
  const driver = spawn(
    'xvfb-run',
    ['-a', '-s', '-screen 0 1400x1200x24', 'WebKitWebDriver', `--port=${port}`],
    { detached: true, stdio: 'ignore' },
  );
  const end = () => {
    try {
      process.kill(-(/** @type {number} */ (driver.pid)));
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', end);

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {AbortSignal} [signal]
   */
  const send = async (method, path, body, signal) => {
    const response = await fetch(`${address}${path}`, {
      method,
      signal,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };

  const until = Date.now() + patience;
  for (;;) {
    try {
      await send('GET', '/status');
      break;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const binary = process.env.MINIBROWSER_PATH ?? '';
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } },
  };
  let version = '';

  /** @returns {Promise<Tab>} */
  const open = async () => {
    const create = () => send('POST', '/session', { capabilities }, AbortSignal.timeout(patience));
    // On a busy machine the driver has been seen to wait for its browser for ever, and to open the next.
    const { sessionId, capabilities: has } = await create().catch((error) => {
      if (error.name !== 'TimeoutError') throw error;
      return create();
    });
    version = `WebKitGTK ${has.browserVersion}`;
    const session = `/session/${sessionId}`;
    await send('POST', `${session}/timeouts`, { script: 60_000 });
    await send('POST', `${session}/window/rect`, { x: 0, y: 0, ...viewport });

    /** @type {import('./driver.mjs').Evaluate} */
    const evaluate = async (work, ...values) => {
      const script = `
        const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => ${expression(work, values)}).then(
          (result) => done({ result }),
          (error) => done({ error: String(error) + error?.stack }),
        );`;
      const { error, result } = await send('POST', `${session}/execute/async`, {
        script,
        args: [],
      });
      if (error) throw new Error(error);
      return result;
    };
    /** @param {object[]} actions */
    const perform = (...actions) => send('POST', `${session}/actions`, { actions });
    /** @param {() => Element | null | undefined} find */
    const element = async (find) => {
      const found = await send('POST', `${session}/execute/sync`, {
        script: `return (${find})();`,
        args: [],
      });
      if (!found) throw new Error('there is no such element');
      return found;
    };

    return {
      goto: (url) => send('POST', `${session}/url`, { url }),
      evaluate,
      evaluateInFrame: async (work, ...values) => {
        const id = await element(() => document.querySelector('iframe'));
        await send('POST', `${session}/frame`, { id });
        try {
          return await evaluate(work, ...values);
        } finally {
          await send('POST', `${session}/frame`, { id: null });
        }
      },
      drag: ([first, ...rest]) => {
        const move = (/** @type {number[]} */ [x, y]) => ({
          type: 'pointerMove',
          duration: 40,
          x: Math.round(x),
          y: Math.round(y),
        });
        return perform({
          type: 'pointer',
          id: 'mouse',
          parameters: { pointerType: 'mouse' },
          actions: [
            { ...move(first), duration: 0 },
            { type: 'pointerDown', button: 0 },
            ...rest.map(move),
            { type: 'pointerUp', button: 0 },
          ],
        });
      },
      press: (key, control = false) => {
        const sequence = control ? [controlKey, keys[key]] : [keys[key]];
        return perform({
          type: 'key',
          id: 'keyboard',
          actions: [
            ...sequence.map((value) => ({ type: 'keyDown', value })),
            ...sequence.toReversed().map((value) => ({ type: 'keyUp', value })),
          ],
        });
      },
      choose: async (find, path) => {
        const { [elementName]: id } = await element(find);
        await send('POST', `${session}/element/${id}/value`, { text: path });
      },
      close: () => send('DELETE', session),
    };
  };

  return {
    get version() {
      return version;
    },
    open,
    close: async () => end(),
  };
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
