import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { useBook } from './book/about-book.js';
import { formatsOf, type Format } from './words/format.js';
import { useWords, type Language, type Words } from './words/words.js';

/** What parts of the page may ask the whole of it for. */
export interface PageMeans {
  readonly setLanguage: (language: Language) => void;
  /** Facts came in that change what the page knows of the book. */
  readonly bookChanged: () => void;
}

export const PageContext = createContext<PageMeans>({ setLanguage: () => undefined, bookChanged: () => undefined });

export function usePage(): PageMeans {
  return useContext(PageContext);
}

/** The words and the formats of what shows figures. */
export function useSpeech(): Words & { readonly format: Format } {
  const words = useWords();
  const { currency, timeZone } = useBook();
  return useMemo(
    () => ({ ...words, format: formatsOf(words.language, currency, timeZone) }),
    [words, currency, timeZone],
  );
}
