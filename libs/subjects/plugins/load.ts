import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Subject } from '../subject.js';
import type { ChannelKinds } from '../channels/channel-kind.js';
import { needChannels } from './channels.js';
import { needCharts } from './charts.js';
import { guarded } from './guarded.js';
import { needCompatible, type Plugin } from './plugin.js';
import { needSubject } from './needed.js';
import { refuseTaken } from './taken.js';
import { TOOLS } from './tools.js';

export interface Plugins {
  readonly subjects: readonly Subject[];
  /** Those that are named and not there, with why: events of theirs wait, see `unknownShape`. */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Loads plug-ins one after another: packages in `node_modules`, or paths of packages and of modules. One that cannot be loaded, was written
 * for another interface, is no whole subject or brings what is there already is left out, and said to be missing; never does it keep a
 * process from starting. It is done at once, so no module of a plug-in may wait (`await`) at its top: V8 ends the whole process where a thread
 * is ended while modules that wait are carried out (nodejs/node#53238), and every thread loads them.
 * @param names separated by commas @param channels the kinds of channels that there are
 */
export function loadPlugins(names: string, builtIn: readonly Subject[], channels: ChannelKinds = {}): Plugins {
  const load = createRequire(import.meta.url);
  const subjects: Subject[] = [];
  const missing: Plugins['missing'][number][] = [];
  for (const name of names.split(',').map((one) => one.trim())) {
    if (name === '') continue;
    try {
      const { compatible, default: made } = load(pathOf(name)) as Partial<Plugin>;
      needCompatible(compatible);
      const subject = typeof made === 'function' ? made(TOOLS) : made;
      needSubject(subject, [...builtIn, ...subjects]);
      refuseTaken(subject, [...builtIn, ...subjects]);
      needCharts(subject, load);
      needChannels(subject, [channels, ...subjects.map((one) => one.channels ?? {})]);
      subjects.push(guarded(subject));
    } catch (error) {
      missing.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { subjects, missing };
}

/** Paths and packages are looked for from where the process was started, as a user who installs one would expect. */
function pathOf(name: string): string {
  const isPath = /^\.{0,2}\//.test(name);
  const path = isPath ? resolve(name) : resolve('node_modules', name);
  return isPath && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true ? path : entryIn(path);
}

/** The module that a package is entered by. */
function entryIn(folder: string): string {
  const { main, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return join(folder, entryOf(exports) ?? main ?? 'index.js');
}

type Exports = string | { readonly [condition: string]: Exports };
interface Manifest {
  readonly main?: string;
  readonly exports?: Exports;
}

function entryOf(exports: Exports | undefined): string | undefined {
  if (exports === undefined || typeof exports === 'string') return exports;
  return entryOf(exports['.'] ?? exports['import'] ?? exports['node'] ?? exports['default']);
}
