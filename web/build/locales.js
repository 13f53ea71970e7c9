import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inProject } from './in_project.js';

/** @typedef {typeof import('../locales/en.js')} Locale */

const folder = 'web/locales';

/** The languages that there are, a file each, the one for all others first. */
export const languages = readdirSync(inProject(folder))
  .flatMap((file) => /^([a-z]{2,3})\.js$/.exec(file)?.[1] ?? [])
  .sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b));

/** What each file has. @type {Record<string, Locale>} */
export const locales = Object.fromEntries(
  await Promise.all(
    languages.map(async (language) => [
      language,
      await import(pathToFileURL(inProject(`${folder}/${language}.js`)).href),
    ]),
  ),
);
