/** A whole number below the line. @param {number} value */
export const subscript = (value) =>
  [...String(value)].map((digit) => String.fromCharCode(0x2080 + Number(digit))).join('');
