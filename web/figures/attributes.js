// A figure's attributes as parameters of an address: each parameter is the attribute of the same name. A figure ignores
// values that make no sense, so that a malformed or hostile address shows it with its defaults.

/**
 * @param {Element} figure whose element is defined
 * @param {URLSearchParams} parameters
 * @returns {boolean} whether there was an attribute
 */
export function setAttributes(figure, parameters) {
  const { observedAttributes } = /** @type {{ observedAttributes: string[] }} */ (
    /** @type {unknown} */ (figure.constructor)
  );
  const known = [...parameters].filter(([name]) => observedAttributes.includes(name));
  for (const [name, value] of known) figure.setAttribute(name, value);
  return known.length > 0;
}
