/**
 * Makes a checkout ready to run and says nothing when it already is: installs the packages when they are not those of
 * package-lock.json, compiles and bundles when dist is not made from these sources. Runs on any Node >= 18 and needs no package, since it may
 * run before there are any.
 *
 *   node infra/prepare.mjs             install and build what is missing or old
 *   node infra/prepare.mjs installed   (npm's own postinstall) note that an install ran to its end
 *
 * Freshness goes by content, not by time: a checkout, a copy or an unpacked archive gives files any time it likes. Each step leaves a
 * marker with the digest of its inputs as its last act, so one that was aborted leaves none and is done again. A lock keeps two
 * terminals from installing into the same folder.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);
const installMarker = at('node_modules', '.tallybook-installed');
const buildMarker = at('dist', '.tallybook-built');
const webMarker = at('dist', 'web', '.tallybook-built');
const lock = at('.cache', 'prepare.lock');

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(at(file)))
      .update('\0');
  return hash.digest('hex');
}

/** @param {RegExp} kinds of files, by their ends */
function sources(folder, kinds = /\.ts$/) {
  if (!existsSync(at(folder))) return [];
  return readdirSync(at(folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return path === 'libs/testing' ? [] : sources(path, kinds);
      return kinds.test(entry.name) && !entry.name.endsWith('.spec.ts') ? [path] : [];
    });
}

const installDigest = () => digest(['package-lock.json']);
const buildDigest = () =>
  digest([
    'package-lock.json',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'infra/bundle.mjs',
    'infra/program.mjs',
    ...sources('libs'),
    ...sources('apps').filter((path) => !path.startsWith('apps/web/')),
  ]);
/** The page has of the rooms what it may import. */
const webDigest = () =>
  digest([
    'package-lock.json',
    'tsconfig.json',
    ...sources('apps/web', /\.(tsx?|mjs|css|html|svg|json)$/),
    ...['client', 'charts', 'demo'].flatMap((room) => sources(`libs/${room}`)),
    ...sources('libs/kernel/time'),
  ]);

const installed = () => read(installMarker) === installDigest();
const built = () => read(buildMarker) === buildDigest();
const webBuilt = () => read(webMarker) === webDigest();

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`prepare: "${[command, ...args].join(' ')}" failed${error ? `: ${error.message}` : ''}.`);
  process.exit(1);
}

function install() {
  console.error('Installing packages (once, and again when package-lock.json changes) ...');
  // ignore-scripts is spelled out because Node itself arrives through an install script.
  run('npm', ['ci', '--ignore-scripts=false', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund']);
  if (!installed()) {
    console.error(
      'prepare: npm ci ended well but left no finished install. Try again with: npm ci --ignore-scripts=false',
    );
    process.exit(1);
  }
}

function build() {
  console.error('Building ...');
  const digestBefore = buildDigest();
  rmSync(buildMarker, { force: true });
  run(at('node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json']);
  run(at('node_modules', '.bin', 'node'), ['infra/bundle.mjs']);
  writeFileSync(buildMarker, digestBefore);
}

function buildWeb() {
  console.error('Building the page ...');
  const digestBefore = webDigest();
  rmSync(webMarker, { force: true });
  run(at('node_modules', '.bin', 'vite'), ['build', '--config', 'apps/web/vite.config.mjs']);
  writeFileSync(webMarker, digestBefore);
}

/** npm's postinstall: runs with node_modules/.bin first in the PATH, so this very process must be the Node the project pins. */
function noteInstalled() {
  const wanted = JSON.parse(readFileSync(at('package.json'), 'utf8')).dependencies.node;
  if (process.versions.node !== wanted) {
    console.error(`prepare: Node ${wanted} was not installed (this is ${process.versions.node}).`);
    console.error('Its install script has to run: npm ci --ignore-scripts=false');
    process.exit(1);
  }
  // The first install of all has no lockfile before npm is through with it; the next prepare then installs from it.
  if (existsSync(at('package-lock.json'))) writeFileSync(installMarker, installDigest());
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** True once the lock is ours. It is a folder (made in one step) with the owner's pid inside; a dead owner's lock is taken away. */
function takeLock() {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const owner = Number(read(join(lock, 'pid')));
    const ageless = !owner && Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < 5_000;
    if (ageless || (owner && alive(owner))) return false;
    rmSync(lock, { recursive: true, force: true });
    return false;
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

async function prepare() {
  if (installed() && built() && webBuilt()) return;
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = 0; !takeLock(); waited += 1) {
    if (waited === 5) console.error('Waiting for another install or build of this checkout ...');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  process.on('exit', () => rmSync(lock, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
  if (!installed()) install();
  if (!built()) build();
  if (!webBuilt()) buildWeb();
}

if (process.argv[2] === 'installed') noteInstalled();
else await prepare();
