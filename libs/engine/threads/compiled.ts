import { existsSync } from 'node:fs';

/** The root of what is compiled, or of the sources where a test runs those. */
const ROOT = new URL('../../../', import.meta.url);

/** The module that another thread or process runs: of a source file the one of the same name in `dist`. */
export function compiled(file: URL): URL {
  return existsSync(file) ? file : new URL(`dist/${file.href.slice(ROOT.href.length)}`, ROOT);
}
