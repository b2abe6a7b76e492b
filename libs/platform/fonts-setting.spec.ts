import { describe, expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import { readFontsFolder } from './fonts-setting.js';

describe('the folder of fonts', () => {
  it('is none unless it is set, and has to be there', () => {
    expect(readFontsFolder({})).toBeUndefined();
    expect(readFontsFolder({ TALLY_FONTS_DIR: tmpdir() })).toBe(tmpdir());
    for (const wrong of ['/no/such/folder', import.meta.filename])
      expect(() => readFontsFolder({ TALLY_FONTS_DIR: wrong })).toThrow('must name a folder with fonts');
  });
});
