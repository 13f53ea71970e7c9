// Programs that make pages of recipes and posts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/**
 * What runs programs in a folder, and fails unless they succeed.
 *
 * @param {string} folder
 */
export const runIn =
  (folder) =>
  /** @param {string} program @param {string[]} args @returns {string} what it prints */
  (program, ...args) => {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0, `${program}: ${error?.message ?? ''}\n${stdout}\n${stderr}`);
    return stdout;
  };
