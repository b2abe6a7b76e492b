import { existsSync, globSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { Glyphs } from './glyphs.js';

/** What drawings name their fonts: Latin, Greek and Cyrillic first, Chinese where its fonts are there. */
export const FONT_FAMILIES = "'DejaVu Sans', 'Noto Sans S Chinese', sans-serif";

/** A font: the file of it, and of its bold, which is the same where there is none. */
export interface Font {
  readonly regular: string;
  readonly bold: string;
}

/** Fonts for a text, and the characters in it that none of them has. */
export interface FittingFonts {
  readonly fonts: readonly Font[];
  /** Each once, in the order of the text. */
  readonly missing: string;
}

/** Which fonts there are: of packages that are installed, and of a folder. Those of the system are never used, to draw the same anywhere. */
export class Fonts {
  private readonly glyphs = new Map<string, Glyphs>();

  private constructor(private readonly fonts: readonly Font[]) {}

  /** @param folder with further fonts (`.ttf`, `.otf`), such as for Chinese; they come after the packages' */
  static find(folder?: string): Fonts {
    return new Fonts([...packaged(), ...(folder === undefined ? [] : inFolder(folder))]);
  }

  /** The first font, and the further ones that have what it has not. */
  for(text: string): FittingFonts {
    const [first, ...further] = this.fonts;
    const used = first === undefined ? [] : [first];
    let missing = this.without(used, text);
    for (const font of further) {
      const left = missing === '' ? '' : this.without([font], missing);
      if (left.length === missing.length) continue;
      used.push(font);
      missing = left;
    }
    return { fonts: used, missing };
  }

  /** Whether any of these fonts has a character. */
  has(fonts: readonly Font[], character: string): boolean {
    return fonts.some(({ regular }) => this.glyphsOf(regular).has(character.codePointAt(0) ?? 0));
  }

  private without(fonts: readonly Font[], text: string): string {
    const characters = new Set(text.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, ''));
    return [...characters].filter((character) => !this.has(fonts, character)).join('');
  }

  private glyphsOf(file: string): Glyphs {
    const known = this.glyphs.get(file) ?? Glyphs.of(file);
    this.glyphs.set(file, known);
    return known;
  }
}

/** What the packages have, the optional one last. */
function packaged(): readonly Font[] {
  const dejavu = folderOf('dejavu-fonts-ttf');
  const chinese = folderOf('@embedpdf/fonts-sc');
  if (dejavu === undefined) throw new Error('the package dejavu-fonts-ttf is not installed: `npm ci` installs it');
  const own = { regular: join(dejavu, 'ttf/DejaVuSans.ttf'), bold: join(dejavu, 'ttf/DejaVuSans-Bold.ttf') };
  if (chinese === undefined) return [own];
  const noto = (weight: string): string => join(chinese, `fonts/NotoSansHans-${weight}.otf`);
  return [own, { regular: noto('Regular'), bold: noto('Bold') }];
}

/** Undefined where it is not installed. Asked so, a package need not export anything of itself. */
function folderOf(name: string): string | undefined {
  try {
    const found = findPackageJSON(name, import.meta.url);
    return found === undefined ? undefined : dirname(found);
  } catch {
    return undefined;
  }
}

/** Each file is a font; `…-Bold` is the bold of its neighbour. */
function inFolder(folder: string): readonly Font[] {
  const files = globSync('**/*.{ttf,otf}', { cwd: folder }).sort();
  return files
    .filter((file) => !/Bold|Italic|Oblique/.test(file) && isFont(join(folder, file)))
    .map((file) => {
      const bold = join(folder, file.replace(/(-Regular)?(\.[to]tf)$/, '-Bold$2'));
      const regular = join(folder, file);
      return { regular, bold: existsSync(bold) ? bold : regular };
    });
}

/** What is in somebody's folder may have the name of a font alone. */
function isFont(file: string): boolean {
  try {
    Glyphs.of(file);
    return true;
  } catch {
    return false;
  }
}
