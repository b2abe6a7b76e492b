import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fonts } from './fonts.js';
import { Glyphs } from './glyphs.js';
import { drawPng } from './png.js';

const PACKAGE = dirname(findPackageJSON('dejavu-fonts-ttf', import.meta.url) ?? '');
const MATHS = join(PACKAGE, 'ttf/DejaVuMathTeXGyre.ttf');
/** A letter of mathematics that the fonts of text lack. */
const SCRIPT_L = '\u{1d4c1}';

describe('fonts', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-fonts-'));
    await copyFile(MATHS, join(folder, 'Maths.ttf'));
    await writeFile(join(folder, 'Notes.ttf'), 'no font');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are those of a folder where those of the packages lack a character', () => {
    expect(Fonts.find().for(`a${SCRIPT_L}`).missing).toBe(SCRIPT_L);
    const { fonts, missing } = Fonts.find(folder).for(`a${SCRIPT_L}`);
    expect(missing).toBe('');
    expect(fonts.map(({ regular }) => regular)).toEqual([
      expect.stringMatching(/DejaVuSans\.ttf$/),
      join(folder, 'Maths.ttf'),
    ]);
  });

  it('are no more than a text needs', () => {
    expect(Fonts.find(folder).for('Ωмега, naïve').fonts).toHaveLength(1);
    expect(Fonts.find(folder).for('收入').fonts).toHaveLength(2);
  });

  it('draw with a font of the folder what is a box without it', () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="5" y="30" style="font-family:'DejaVu Sans'">${SCRIPT_L}</text></svg>`;
    const drawn = drawPng(svg, Fonts.find(folder));
    expect(drawn.missing).toBe('');
    expect(Buffer.from(drawn.png).equals(drawPng(svg, Fonts.find()).png)).toBe(false);
  });

  it('know their characters, and a file that is none', () => {
    const glyphs = Glyphs.of(MATHS);
    expect(['a', 'Z', '=', SCRIPT_L, '收'].map((character) => glyphs.has(character.codePointAt(0)!))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(() => Glyphs.of(join(folder, 'Notes.ttf'))).toThrow('is no font');
  });
});
