// npm run format: clang-format on the C++, Prettier on the rest.

import { Problem, run, runAsScript } from './run.mjs';
import { cppFiles, npmBin } from './lint.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

await runAsScript(import.meta.url, async () => {
  ensureNodeModules();
  ensureTools(['clang-format']);
  const results = [
    await run('clang-format', ['-i', ...cppFiles()]),
    await npmBin('prettier', ['--write', '--log-level=warn', '.']),
  ];
  if (results.some(({ code }) => code !== 0)) {
    throw new Problem(results.map(({ output }) => output).join('\n'));
  }
});
