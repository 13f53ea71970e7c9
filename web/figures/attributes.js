// A figure's attributes, as an address has them: a parameter is the attribute of the same name. Figures take
// nothing that makes no sense, so that a malformed or hostile address shows them as they are by
// themselves.

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

/**
 * Those of the attributes that the figure has.
 *
 * @param {Element} figure
 * @param {string[]} names
 * @returns {Record<string, string>}
 */
export function attributesOf(figure, names) {
  const has = names.filter((name) => figure.hasAttribute(name));
  return Object.fromEntries(has.map((name) => [name, figure.getAttribute(name) ?? '']));
}
