import { readFileSync } from 'node:fs';
import type { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { addKind, type Called } from '#charts/other-kinds.js';
import type { Subject } from '../subject.js';

/** Of a module that has parts elsewhere: who draws has it alone. */
const IMPORTS = /^\s*(?:import\b|export\b[^;]*\bfrom\b)/m;

type Declared = { readonly called: Partial<Called>; readonly module: unknown };

/** Has the kinds of charts of a plug-in known. @throws Error for one that could not be drawn on a page and in files */
export function needCharts({ charts = {} }: Subject, load: ReturnType<typeof createRequire>): void {
  for (const [kind, { called = {}, module }] of Object.entries<Partial<Declared>>(charts)) {
    if ([called.en, called.zh].some((one) => typeof one !== 'string' || one === ''))
      throw new Error(`the kind of chart ${kind} must be called something in en and zh`);
    if (typeof module !== 'string' || !module.startsWith('file:'))
      throw new Error(`the kind of chart ${kind} must have a module such as import.meta.resolve('./chart.js')`);
    const file = fileURLToPath(module);
    if (IMPORTS.test(readFileSync(file, 'utf8')))
      throw new Error(`the module of the kind of chart ${kind} must import nothing: pages load it by itself`);
    if (typeof (load(file) as { readonly draw?: unknown }).draw !== 'function')
      throw new Error(`the module of the kind of chart ${kind} must export a function draw`);
  }
  for (const [kind, { called }] of Object.entries(charts)) addKind(kind, called);
}
