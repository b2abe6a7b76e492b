import { TestEnvironment } from 'jest-environment-node';

/**
 * Node's environment with two things more: `importBuilt(path)` imports a module of `dist/modules` as Node does. What a suite imports itself is
 * loaded anew for each, six seconds of it for a whole server; what is imported like this is loaded once for all suites of a worker.
 * `importPackage(name)` does so with an installed package: some ask whether what Node gives them is a plain object, which it is not here.
 */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.importPackage = (name) => import(name);
    this.global.importBuilt = (path) => import(`${import.meta.dirname}/../dist/modules/${path}`);
  }
}
