import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { useAddress } from './address.js';
import { Boundary } from './asking/boundary.js';
import { Said } from './asking/said.js';
import { useAnswer } from './asking/use-answer.js';
import { wantsKey } from './asking/own-key.js';
import { aboutBook, BookContext } from './book/about-book.js';
import { Drillable } from './drill/drillable.js';
import { beginLater } from './parts/later.js';
import { PageContext, type PageMeans } from './page-means.js';
import { placeOf } from './places.js';
import { SignIn } from './shell/sign-in.js';
import { Shell } from './shell/shell.js';
import { preferredLanguage, rememberLanguage, WordsContext, wordsOf, type Language } from './words/words.js';

/** The page: what is around each place, and the place that the address names. */
export function App() {
  const address = useAddress();
  const [language, setLanguage] = useState(preferredLanguage);
  const words = useMemo(() => wordsOf(language), [language]);
  const { key, title, show, rest } = placeOf(address.path);
  const token = key === 'shared' ? rest : undefined;
  const asked = useAnswer(token ?? 'book', (signal) => aboutBook(signal, token));
  const { again } = asked;
  const shown = show(address, rest);
  // After the book has been asked for, which comes before anything of it is shown.
  useLayoutEffect(() => beginLater(shown));
  const means = useMemo((): PageMeans => {
    const choose = (next: Language): void => {
      rememberLanguage(next);
      setLanguage(next);
    };
    return { setLanguage: choose, bookChanged: again };
  }, [asked.value]);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = `${words.t(title)} · Tallybook`;
  }, [words, title]);
  return (
    <WordsContext.Provider value={words}>
      <PageContext.Provider value={means}>
        <Shell place={key}>
          <Boundary address={address}>
            {wantsKey(asked.error) ? (
              <SignIn error={asked.error} />
            ) : (
              <Said asked={asked}>
                {(book) => (
                  <BookContext.Provider value={book}>
                    <Drillable address={address}>{shown}</Drillable>
                  </BookContext.Provider>
                )}
              </Said>
            )}
          </Boundary>
        </Shell>
      </PageContext.Provider>
    </WordsContext.Provider>
  );
}
