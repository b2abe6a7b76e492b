import type { FontDictionary } from './pdfmake.js';
import type { Font, Fonts } from '../fonts.js';

/** A piece of text with the font that has its characters. */
export interface Run {
  readonly text: string;
  readonly font: string;
}

/** The fonts of one document: a PDF has no font to fall back on, so each piece of text names one that has its characters. */
export class PdfFonts {
  readonly missing: string;
  private readonly fonts: readonly Font[];

  /** @param text everything that the document says */
  constructor(
    private readonly all: Fonts,
    text: string,
  ) {
    const { fonts, missing } = all.for(text);
    this.fonts = fonts;
    this.missing = missing;
  }

  /** As pdfmake knows them, and the only files that it may read. */
  get dictionary(): FontDictionary {
    return Object.fromEntries(
      this.fonts.map(({ regular, bold }, i) => [
        nameOf(i),
        { normal: regular, bold, italics: regular, bolditalics: bold },
      ]),
    );
  }

  isOurs(path: string): boolean {
    return this.fonts.some(({ regular, bold }) => path === regular || path === bold);
  }

  /** A text in runs of one font each. */
  runs(text: string): readonly Run[] {
    if (this.fonts.length === 1) return [{ text, font: nameOf(0) }];
    const runs: { text: string; font: string }[] = [];
    for (const character of text) {
      const last = runs.at(-1);
      const font = this.fontOf(character);
      if (last !== undefined && (font === undefined || font === last.font)) last.text += character;
      else runs.push({ text: character, font: font ?? nameOf(0) });
    }
    return runs;
  }

  /** An SVG whose texts each name one font: the first that they need beside the usual one, else that. */
  named(svg: string): string {
    return svg.replace(
      /(<text\b[^>]*?)font-family:[^;"]*([^>]*>)([^<]*)/g,
      (_, head: string, tail: string, text: string) => {
        const runs = this.runs(text);
        const other = runs.find(({ font }) => font !== nameOf(0));
        return `${head}font-family:${other?.font ?? nameOf(0)}${tail}${text}`;
      },
    );
  }

  /** Undefined for spaces, which any font has, and for what none has. */
  private fontOf(character: string): string | undefined {
    if (/^[\s\p{P}]$/u.test(character) && this.all.has(this.fonts.slice(0, 1), character)) return undefined;
    const i = this.fonts.findIndex((font) => this.all.has([font], character));
    return i < 0 ? undefined : nameOf(i);
  }
}

function nameOf(i: number): string {
  return `Font${String(i)}`;
}
