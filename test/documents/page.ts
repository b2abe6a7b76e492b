import { readdirSync, readFileSync } from 'node:fs';

export const ROOT = new URL('../..', import.meta.url).pathname;
const PAGES = 'infra/docs';

/** What is to be done with a block of a page: what a reader would do. */
type Use =
  /** Runs it. */
  | 'run'
  /** Starts a server with it, in a terminal of its own. */
  | 'start'
  /** Compares it with what the block before it prints; `…` stands for anything. */
  | 'answer'
  /** Keeps it as a file of the name that is given. */
  | `file=${string}`
  /** Runs it where there is more than Node: containers, other people's servers. Only shown. */
  | 'elsewhere';

/** A fenced block of a page, marked behind its language: `sh run`. */
export interface Block {
  readonly language: string;
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
