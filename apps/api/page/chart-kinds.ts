import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OtherKind } from '#charts/other-kinds.js';
import type { PageFile } from './page-files.js';
import { told } from './told.js';

/** Where the page loads what draws a kind that is none of ours. */
const pathOf = (name: string): string => `/chart-kinds/${name}.js`;

/** The page, which is told which kinds of charts there are beside ours; as it is built where there are none. */
export function withKinds(page: PageFile, kinds: readonly OtherKind[]): PageFile {
  return told(
    page,
    'chart-kinds',
    kinds.map(({ name, called }): OtherKind => ({ name, called, module: pathOf(name) })),
  );
}

/** What draws them, by its path. */
export function chartModules(kinds: readonly OtherKind[]): readonly (readonly [string, PageFile])[] {
  return kinds.map(({ name, module }) => {
    const content = readFileSync(fileURLToPath(module));
    return [pathOf(name), { type: 'text/javascript; charset=utf-8', content, compressed: new Map() }] as const;
  });
}
