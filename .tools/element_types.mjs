// The types of the custom elements for HTML, React and Vue, from the custom-elements manifest.

/**
 * @typedef {object} Described
 * @property {string} name
 * @property {string} [description]
 * @property {{ text: string }} [type] as TypeScript has it
 */

/**
 * @typedef {object} Element
 * @property {string} name
 * @property {string} tagName
 * @property {string} [description]
 * @property {(Described & { fieldName?: string })[]} attributes
 * @property {(Described & { readonly?: boolean })[]} members
 * @property {Described[]} events
 */

/** @param {{ modules: { declarations: Element[] }[] }} manifest @returns {Element[]} */
export const elementsOf = ({ modules }) => modules.flatMap(({ declarations }) => declarations);

/** @param {string | undefined} text */
const comment = (text = '') => `/** ${text.replaceAll('\n', ' ').replaceAll('*/', '')} */`;

/** @param {string[]} lines @param {number} depth */
const indented = (lines, depth) => lines.map((line) => '  '.repeat(depth) + line).join('\n');

/** @param {Described} described @param {string} [before] @param {string} [after] */
const property = ({ name, description, type }, before = '', after = '') => [
  comment(description),
  `${before}${/^\w+$/.test(name) ? name : `'${name}'`}${after}: ${type?.text ?? 'string'};`,
];

/** @param {Element} element what is written in its tag: attributes, and properties of other types */
function written({ attributes, members }) {
  const settable = members.filter(({ readonly }) => !readonly);
  const alone = attributes.filter(({ name }) => !settable.some((member) => member.name === name));
  return [...alone, ...settable].flatMap((described) => {
    const { type } = described;
    // HTML knows nothing but text.
    const text = type?.text ?? 'string';
    const isText = text.split(' | ').every((one) => one === 'string' || /^'.*'$/.test(one));
    return property({ ...described, type: { text: isText ? text : `${text} | string` } }, '', '?');
  });
}

/**
 * Types for everybody: elements.d.ts.
 *
 * @param {Element[]} elements
 */
export const htmlTypes = (elements) => `// Made from custom-elements.json.

${elements
  .map(
    (element) => `${comment(element.description)}
export interface ${element.name} extends HTMLElement {
${indented(
  element.members.flatMap((member) => property(member, member.readonly ? 'readonly ' : '')),
  1,
)}
}

/** What can be written in the tag \`<${element.tagName}>\`. */
export interface ${element.name}Attributes {
${indented(written(element), 1)}
}
`,
  )
  .join('\n')}
declare global {
  interface HTMLElementTagNameMap {
${indented(
  elements.map(({ name, tagName }) => `'${tagName}': ${name};`),
  2,
)}
  }

  interface HTMLElementEventMap {
${indented(
  [
    ...new Map(elements.flatMap(({ events }) => events).map((event) => [event.name, event])),
  ].flatMap(([, { name, description }]) => [comment(description), `'${name}': CustomEvent<null>;`]),
  2,
)}
  }
}
`;

/**
 * Types of React's JSX: react.d.ts.
 *
 * @param {Element[]} elements
 */
export const reactTypes = (elements) => `// Made from custom-elements.json.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ${elements.flatMap(({ name }) => [name, `${name}Attributes`]).join(', ')} } from './elements.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${indented(
  elements.flatMap(({ name, tagName, description, events }) => [
    comment(description),
    `'${tagName}': DetailedHTMLProps<Omit<HTMLAttributes<${name}>, keyof ${name}Attributes>, ${name}> & ${name}Attributes & {`,
    ...events.flatMap(({ name, description }) => [
      `  ${comment(description)}`,
      `  'on${name}'?: (event: CustomEvent<null>) => void;`,
    ]),
    '};',
  ]),
  3,
)}
    }
  }
}
`;

/**
 * Types of Vue's templates: vue.d.ts.
 *
 * @param {Element[]} elements
 */
export const vueTypes = (elements) => `// Made from custom-elements.json.

import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { ${elements.flatMap(({ name }) => [name, `${name}Attributes`]).join(', ')} } from './elements.js';

interface Component<Element, Attributes, Events> {
  new (): Element & {
    /** For Vue alone: not on the element itself. */
    $props: Attributes & Omit<HTMLAttributes, keyof Attributes> & PublicProps;
    $emit: EmitFn<Events>;
  };
}

declare module 'vue' {
  interface GlobalComponents {
${indented(
  elements.flatMap(({ name, tagName, description, events }) => [
    comment(description),
    `'${tagName}': Component<${name}, ${name}Attributes, { ${events
      .map((event) => `'${event.name}': (event: CustomEvent<null>) => void`)
      .join('; ')} }>;`,
  ]),
  2,
)}
  }
}
`;
