// How the analysts' page becomes the files in dist/web that the API serves: no script or style stands in the HTML, as its policy demands,
// and each file lies beside itself compressed, so that serving it costs nothing.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '../..');
const built = join(root, 'dist/web');

const compressed = {
  name: 'compressed',
  closeBundle() {
    copyFileSync(join(import.meta.dirname, 'places.json'), join(built, 'places.json'));
    for (const name of readdirSync(built, { recursive: true })) {
      if (!/\.(js|css|html|svg)$/.test(name)) continue;
      const file = join(built, name);
      const content = readFileSync(file);
      writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
    }
  },
};

/** What is loaded at once: all that the page begins with imports. */
const application = {
  debugName: 'application',
  name: (id, bundle) => (ofApplication(bundle).has(id) ? 'application' : null),
  priority: 1,
};

/**
 * What several places have in common comes in one file beside theirs: a browser asks for six at a time over HTTP/1.1, and two dozen files
 * of a kilobyte would stand in line before the first figure.
 */
const common = { name: 'common', test: /\/apps\/web\/(?!alerts|charts)/, minShareCount: 3 };

let reached;
function ofApplication(bundle) {
  if (reached !== undefined) return reached;
  reached = new Set([join(import.meta.dirname, 'main.ts')]);
  for (const id of reached) for (const one of bundle.getModuleInfo(id)?.importedIds ?? []) reached.add(one);
  return reached;
}

export default {
  root: import.meta.dirname,
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  resolve: { alias: [{ find: /^#(.*)\.js$/, replacement: join(root, 'libs/$1.ts') }] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [compressed],
  build: {
    outDir: built,
    emptyOutDir: true,
    target: 'es2023',
    // Small files as data: would be refused by the policy, or be in every page that needs none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [application, common] } } },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
};
