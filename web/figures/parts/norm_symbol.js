import { html } from 'lit';

/**
 * ||of||_p in MathML; marked as English, since Chinese fonts draw ‖ as wide as a character.
 *
 * @param {string} of
 * @param {string} p
 */
export const normSymbol = (of, p) =>
  html`<span lang="en"
    ><math
      ><msub>
        <mrow><mo>‖</mo><mi>${of}</mi><mo>‖</mo></mrow>
        <mn>${p}</mn>
      </msub></math
    ></span
  >`;
