import { readdirSync, readFileSync } from 'node:fs';

export const ROOT = new URL('../..', import.meta.url).pathname;
const PAGES = 'infra/docs';

/** A fenced block of a page, marked behind its language: `sh run`. */
export interface Block {
  readonly language: string;
  /**
   * What a reader would do with it: `run`; `start`, a server in a terminal of its own; `answer`, what the block before it prints, with `…` for
   * anything; `file=<name>`, kept as a file; `elsewhere`, where there is more than Node, which is only shown.
   */
  readonly use: string;
  readonly text: string;
  /** Of the page, where its text begins. */
  readonly line: number;
}

/** The pages for readers, by their paths from the root. */
export const PAGE_NAMES: readonly string[] = [
  'README.md',
  'libs/README.md',
  ...readdirSync(ROOT + PAGES)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${PAGES}/${name}`),
];

export function textOf(page: string): string {
  return readFileSync(ROOT + page, 'utf8');
}

export function blocksOf(page: string): readonly Block[] {
  const text = textOf(page);
  return [...text.matchAll(/^```(\S*) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: use = '', 3: body = '', index }) => ({
      language,
      use,
      text: body,
      line: text.slice(0, index).split('\n').length + 1,
    }),
  );
}
