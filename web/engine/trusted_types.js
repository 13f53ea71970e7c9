// Addresses of scripts, for pages that enforce Trusted Types (`require-trusted-types-for 'script'`): such
// a page has to allow the policy `deepfool`, and Lit's, `lit-html`.

/** @typedef {{ createScriptURL: (address: string) => unknown }} Policy */

/** @type {Policy | undefined} */
let policy;

/** Not in every browser. @type {{ createPolicy: (name: string, rules: Policy) => Policy } | undefined} */
const trustedTypes = Reflect.get(globalThis, 'trustedTypes');

/**
 * Lets an address through. Only addresses that are written in this project's own scripts come here.
 *
 * @param {URL | string} address
 * @returns {string} for TypeScript; with Trusted Types, a TrustedScriptURL
 * @throws {TypeError} if the page does not allow the policy
 */
export function trusted(address) {
  policy ??= trustedTypes?.createPolicy('deepfool', { createScriptURL: (text) => text });
  return /** @type {string} */ (policy?.createScriptURL(String(address)) ?? String(address));
}
