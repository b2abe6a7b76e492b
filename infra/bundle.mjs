/**
 * Makes the programs that are run, `dist/apps/…/main.js` and what these start as threads and processes, of the modules that tsc has compiled
 * to `dist/modules`: as few files as there are sets of programs that need them, packages included. A program has hundreds of modules of ours and
 * thousands of packages, and Node takes longer to find and link each than to run it.
 *
 * A program is a small file at the path its module had, so that whoever starts it needs not know that it is bundled. It loads `program.mjs`
 * before the rest.
 */
import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
// It comes with vite, at the place and version that package-lock.json says.
import { rolldown } from 'rolldown';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'dist/modules');
const DIST = join(ROOT, 'dist');
/** What every program does first. */
const FIRST = 'chunks/program.js';
const PROGRAMS = ['apps/*/main.js', 'libs/**/*.{worker,process}.js'];

/** Packages that stay where they are: some are native or read files beside themselves, and the drivers of stores are rarely needed. */
const LEFT = [
  '@duckdb',
  '@eventstore',
  // Its api is in every program; what sends spans is not.
  '@opentelemetry/(?!api(?:/|$))[^/]+',
  '@resvg',
  'kafkajs',
  'mongodb',
  'nodemailer',
  'pdfmake',
  'swagger-ui-dist',
];
/** What Nest would load if it were used; none of it is installed. */
const ABSENT = /^(?:@nestjs\/(?:microservices|platform-express|websockets)|@fastify\/(?:multipart|view))(?:\/|$)/;
/** Milliseconds: a program that is running may yet load what an older build had. */
const KEPT = 24 * 60 * 60 * 1000;

const programs = globSync(PROGRAMS, { cwd: MODULES }).map((file) => file.slice(0, -'.js'.length));

/** The modules with what tsc says of their sources. */
const compiled = {
  name: 'compiled',
  load: {
    filter: { id: /[\\/]dist[\\/]modules[\\/]/ },
    handler: (id) => ({
      code: readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''),
      map: JSON.parse(readFileSync(`${id}.map`, 'utf8')),
    }),
  },
};

/** For every program the file that is run, and what each does first; no source maps of packages, which would take room and tell little. */
const starts = {
  name: 'starts',
  generateBundle(_options, bundle) {
    this.emitFile({ type: 'asset', fileName: FIRST, source: readFileSync(join(ROOT, 'infra/program.mjs'), 'utf8') });
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      if (chunk.name.startsWith('packages')) {
        delete bundle[chunk.sourcemapFileName];
        chunk.code = chunk.code.replace(/\n\/\/# sourceMappingURL=.*$/, '\n');
      }
      if (!chunk.isEntry) continue;
      const path = (file) => relative(dirname(chunk.name), file).replaceAll('\\', '/');
      this.emitFile({
        type: 'asset',
        fileName: `${chunk.name}.js`,
        source: `import '${path(FIRST)}';\nawait import('${path(chunk.fileName)}');\n`,
      });
    }
  },
};

const bundle = await rolldown({
  cwd: ROOT,
  platform: 'node',
  tsconfig: false,
  input: Object.fromEntries(programs.map((name) => [name, join(MODULES, `${name}.js`)])),
  external: [new RegExp(`^(?:${LEFT.join('|')})(?:/|$)`), ABSENT],
  plugins: [compiled, starts],
  onLog: (level, { message }) => {
    // What cannot be resolved here is not there when it is run.
    if (level === 'warn') throw new Error(message);
  },
});
const { output } = await bundle.write({
  dir: DIST,
  entryFileNames: 'chunks/[name]-[hash].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // Nest, and problems, call things by the names of their classes.
  keepNames: true,
  sourcemap: true,
  sourcemapExcludeSources: true,
  codeSplitting: { groups: [{ name: 'packages', test: /[\\/]node_modules[\\/]/, entriesAware: true }] },
});
await bundle.close();

const written = new Set(output.map(({ fileName }) => fileName));
// What V8 has made of chunks (`program.mjs`) is written by programs that run meanwhile, and of chunks that are there no more it would stay for ever.
for (const file of globSync(['{apps,libs,chunks}/**/*.{js,map}', 'compiled/*/*'], { cwd: DIST })) {
  const path = join(DIST, file);
  const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  const isRecent = /^(chunks|compiled)/.test(file) && Date.now() - mtimeMs < KEPT;
  if (!written.has(file.replaceAll('\\', '/')) && !isRecent) rmSync(path, { force: true });
}
