/** What a document is made of, in its order. */
export type XmlEvent =
  | {
      readonly kind: 'open';
      /** Its namespace. */
      readonly uri: string;
      /** Without its prefix. */
      readonly name: string;
      readonly line: number;
      readonly attributes: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close'; readonly line: number };
