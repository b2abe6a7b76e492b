/** Given to suites by `infra/jest-environment.mjs`. */
declare const importBuilt: ((path: string) => Promise<unknown>) | undefined;
declare const importPackage: ((name: string) => Promise<unknown>) | undefined;

/**
 * A module as it was built, loaded by Node once for all suites of a worker: a whole server takes six seconds to load as the sources that a
 * suite imports. Nothing in it is the same object as what was imported from the source: go by what it does, not by `instanceof`.
 * @param path in `dist/modules`
 */
export async function built<Module>(path: string): Promise<Module> {
  if (importBuilt === undefined) throw new Error('only suites that Jest runs have built modules');
  return (await importBuilt(path)) as Module;
}

/** An installed package, loaded by Node in the same way. */
export async function installed<Module>(name: string): Promise<Module> {
  if (importPackage === undefined) throw new Error('only suites that Jest runs have packages like this');
  return (await importPackage(name)) as Module;
}
