import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder that package.json is in, whether the sources run, what is compiled of them, or what is bundled of that. */
export const CHECKOUT = dirname(packageFile());

/**
 * A program that is built: of a process, or of a thread.
 * @param path in the checkout and without its ending, such as `apps/standalone/main`
 */
export function builtProgram(path: string): URL {
  return pathToFileURL(join(CHECKOUT, 'dist', `${path}.js`));
}

function packageFile(): string {
  const found = findPackageJSON(import.meta.url);
  if (found === undefined) throw new Error(`there is no package.json above ${import.meta.url}`);
  return found;
}
