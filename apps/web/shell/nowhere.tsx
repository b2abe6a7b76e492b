import { useWords } from '../words/words.js';

export function Nowhere() {
  const { t } = useWords();
  return (
    <section>
      <h1>{t('nowhere')}</h1>
      <p>
        {t('nowhere.do')} <a href="/">{t('overview')}</a>
      </p>
    </section>
  );
}
