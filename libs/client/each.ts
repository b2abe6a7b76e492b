/** An answer that is a page of a list. */
interface Page {
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** A list that is answered in pages; the generated table has one for each. */
export interface Listing {
  /** The field of a page that holds its items. */
  readonly items: string;
  /** The parameter that takes what the page before says of the next. */
  readonly cursor: string;
  /** How many names the path has. */
  readonly named: number;
}

type Ask = (...args: readonly unknown[]) => Promise<unknown>;

/** The items of all pages, each page asked for when those before are taken. @param args as the operation has them @throws Error for a list that goes round */
export async function* each(ask: Ask, { items, cursor, named }: Listing, args: readonly unknown[]): AsyncGenerator {
  const names = args.slice(0, named);
  const query = args[named] as object | undefined;
  const options = args[named + 1];
  let from: Readonly<Record<string, string>> = {};
  for (;;) {
    const page = (await ask(...names, { ...query, ...from }, options)) as Page & Record<string, readonly unknown[]>;
    yield* page[items] ?? [];
    if (page.next === null) return;
    // Whoever answers so is no Tallybook, and would be asked for ever.
    if (page.next === from[cursor])
      throw new Error(`the page after ${page.next} says that it is the next one after itself`);
    from = { [cursor]: page.next };
  }
}
