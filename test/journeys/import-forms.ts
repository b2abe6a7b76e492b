import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportError } from '#imports/import-error.js';
import { mapped, type Facts } from './import-samples.js';
import { textOf, VARIANTS, type Original } from './import-variants.js';
import { scratchFolder } from './server.js';

/** The forms that a file may come in, whose map makes the same facts of each. */
export function describeForms(name: string, opened: () => Promise<Original>): void {
  describe(name, () => {
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let original: Original;
    let facts: Facts;

    beforeAll(async () => {
      scratch = await scratchFolder();
      original = await opened();
      facts = await mapped(original.file, original);
    });
    afterAll(() => scratch.remove());

    it.each(Object.entries(VARIANTS))('%s makes the same facts', async (_form, made) => {
      const { name, content, options } = made(original);
      const file = join(scratch.folder, name);
      writeFileSync(file, content);
      expect(await mapped(file, original, options)).toEqual(facts);
    });

    it('that is cut off anywhere loses no more than what was cut, and says which line is none', async () => {
      const whole = Buffer.from(textOf(original));
      let header = 0;
      for (let line = 0; line <= original.skip; line++) header = whole.indexOf('\n', header) + 1;
      for (let at = header; at < whole.length; at += Math.ceil((whole.length - header) / 10)) {
        const file = join(scratch.folder, 'cut.csv');
        writeFileSync(file, whole.subarray(0, at));
        const last = whole.subarray(0, at).toString().trimEnd().split('\n').length;
        const found = await mapped(file, original, { encoding: 'utf-8' }).then(
          ({ unread }) => unread.map(String),
          (error: unknown) => [error instanceof ImportError ? lineIn(error.message) : error],
        );
        expect([at, found.filter((line) => line !== String(last))]).toEqual([at, []]);
      }
    });
  });
}

/** The last line of a file that a message names; a message that names none is itself. */
function lineIn(message: string): string {
  return /[^]*\bline (\d+)/.exec(message)?.[1] ?? message;
}
