/**
 * Makes the package that plug-ins are written against, `dist/plugin`: the declarations of `libs/subjects/plugins/index.ts` and of all that
 * they name, as tsc has them, and nothing that runs. `npm pack ./dist/plugin` packs it.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const LIBS = join(ROOT, 'libs');
const ENTRY = join(LIBS, 'subjects/plugins/index.ts');
const OUT = join(ROOT, 'dist/plugin');

const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
const program = ts.createProgram([ENTRY], {
  ...options,
  declaration: true,
  emitDeclarationOnly: true,
  incremental: false,
  noEmit: false,
  rootDir: LIBS,
  sourceMap: false,
  tsBuildInfoFile: undefined,
});

rmSync(OUT, { recursive: true, force: true });
/** Files of ours that declarations name, each once. */
const named = new Set([ENTRY]);
for (const file of named) {
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${relative(ROOT, file)} is not there`);
  const write = (_path, text) => {
    const path = join(OUT, 'types', relative(LIBS, file).replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      const found = ts.resolveModuleName(fileName, file, options, ts.sys).resolvedModule;
      if (found !== undefined && found.isExternalLibraryImport !== true) named.add(found.resolvedFileName);
    }
  };
  const { diagnostics } = program.emit(source, write, undefined, true);
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost(options)));
}
copyFileSync(join(ROOT, 'infra/plugins/package.json'), join(OUT, 'package.json'));
copyFileSync(join(ROOT, 'test/examples/loyalty/README.md'), join(OUT, 'README.md'));
