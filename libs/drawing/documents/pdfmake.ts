import { createRequire } from 'node:module';

/** The little of pdfmake that is used here. Its own types bring those of a browser into everything that is compiled with them, so they are not asked. */
interface Style {
  readonly color?: string;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly margin?: readonly number[];
  readonly alignment?: 'left' | 'right';
  readonly width?: string;
  readonly noWrap?: boolean;
  readonly unbreakable?: boolean;
}

interface Layout {
  hLineWidth(i: number, node: { readonly table: { readonly body: readonly unknown[] } }): number;
  vLineWidth(): number;
  hLineColor(): string;
}

export interface Text extends Style {
  readonly text: readonly { readonly text: string; readonly font: string }[];
}

export type Content =
  | Text
  | { readonly svg: string; readonly width: number }
  | ({ readonly stack: readonly Content[] } & Style)
  | ({ readonly columns: readonly Content[] } & Style)
  | ({
      readonly table: {
        readonly headerRows: number;
        readonly dontBreakRows: boolean;
        readonly widths: readonly string[];
        readonly body: readonly (readonly Text[])[];
      };
      readonly layout: Layout;
    } & Style);

export interface Definition {
  readonly pageSize: string;
  readonly pageOrientation: 'portrait' | 'landscape';
  readonly pageMargins: readonly number[];
  readonly info: Readonly<Record<string, string | Date>>;
  readonly language: string;
  readonly defaultStyle: Style & { readonly font: string };
  footer(page: number, of: number): Content;
  readonly content: readonly Content[];
}

/** Files by the name of a font. */
export type FontDictionary = Readonly<
  Record<
    string,
    { readonly normal: string; readonly bold: string; readonly italics: string; readonly bolditalics: string }
  >
>;

interface Pdfmake {
  setFonts(fonts: FontDictionary): void;
  setUrlAccessPolicy(isAllowed: (url: string) => boolean): void;
  setLocalAccessPolicy(isAllowed: (path: string) => boolean): void;
  createPdf(definition: Definition): { getBuffer(): Promise<Buffer> };
}

export const pdfmake = createRequire(import.meta.url)('pdfmake') as Pdfmake;
