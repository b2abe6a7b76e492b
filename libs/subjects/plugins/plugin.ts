import type { Subject } from '../subject.js';
import type { Tools } from './tools.js';

/** What a plug-in's module exports: the interface it was written for (`^1`), and its subject, or what makes it. */
export interface Plugin {
  readonly compatible: string;
  readonly default: Subject | ((tools: Tools) => Subject);
}

/** Of the interface that plug-ins are written for: raised by a change that breaks those there are. */
const MAJOR = 1;

/** @throws Error saying which interface it was written for, and which one this is */
export function needCompatible(compatible: unknown): void {
  const wanted = `^${String(MAJOR)}`;
  if (compatible === wanted) return;
  const [, major] = typeof compatible === 'string' ? (/^\^(\d+)$/.exec(compatible) ?? []) : [];
  throw new Error(
    major === undefined
      ? `it must export compatible = '${wanted}', not ${JSON.stringify(compatible)}`
      : `it was written for version ${major} of the interface, and this is version ${String(MAJOR)}: ` +
          (Number(major) > MAJOR ? 'it needs a newer release of Tallybook' : 'install a newer release of it'),
  );
}

/** The name of the plug-in that an event type is of; undefined for one of the book's own. */
export function pluginOf(type: string): string | undefined {
  const dot = type.indexOf('.');
  return dot < 1 ? undefined : type.slice(0, dot);
}
