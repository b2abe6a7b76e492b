import { afterEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { describeWhere } from '../describe-where.js';
import { blocksOf, PAGE_NAMES, type Block } from './page.js';
import { Reader } from './reader.js';
import { compared } from './said.js';

const LANGUAGES = ['sh', 'js'];
const runs = ({ use }: Block): boolean => use === 'run';
const runnable = PAGE_NAMES.filter((page) => blocksOf(page).some(runs));
const inPython = runnable.filter((page) => blocksOf(page).some((block) => runs(block) && block.language === 'python'));
const hasPython = spawnSync('python3', ['-c', 'import requests, pandas']).status === 0;

let reader: Reader | undefined;
afterEach(async () => {
  await reader?.end();
  reader = undefined;
});

/** Does all of a page that is in these languages, top down. Each answer as said and as it was. */
async function read(page: string, languages: readonly string[]): Promise<void> {
  const one = await Reader.begin();
  reader = one;
  const blocks = blocksOf(page);
  if (!blocks.some(({ use }) => use === 'start')) await one.start('npm start');
  let printed: string | undefined;
  for (const block of blocks) {
    const { language, use, text, line } = block;
    if (use === 'start') await one.start(text);
    else if (use.startsWith('file=')) await one.keep(use.slice('file='.length), text);
    else if (use === 'run') printed = languages.includes(language) ? await one.run(block) : undefined;
    else if (use === 'answer' && printed !== undefined) {
      const [actual, said] = compared(language, text, printed);
      expect([page, line, actual]).toEqual([page, line, said]);
    }
  }
}

const NO_CURL = spawnSync('curl', ['--version']).status === 0 ? undefined : 'there is no curl to read pages with';

describeWhere(NO_CURL, 'a reader who does what a page says', () => {
  it.each(runnable)('finds what %s promises', async (page) => {
    await read(page, LANGUAGES);
    expect(blocksOf(page).filter(runs)).not.toEqual([]);
  });

  describeWhere(hasPython ? undefined : 'there is no python3 with requests and pandas', 'in Python', () => {
    it.each(inPython)('finds what %s promises', async (page) => {
      await read(page, [...LANGUAGES, 'python']);
      expect(inPython).not.toEqual([]);
    });
  });
});

describe('a page', () => {
  it('has no block of which nobody could tell whether it is true', () => {
    const marked = /^(run|start|answer|elsewhere|file=\S+)$/;
    // That page's examples are run as one program each, with the package installed: test/client/package.spec.ts.
    const pages = PAGE_NAMES.filter((page) => page !== 'infra/docs/client.md');
    const loose = pages.flatMap((page) =>
      blocksOf(page)
        .filter(({ language, use }) => language !== '' && !marked.test(use))
        .map(({ line }) => `${page}:${String(line)}`),
    );
    expect(loose).toEqual([]);
  });
});
