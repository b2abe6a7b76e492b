import { server } from '../asking/server.js';
import { Said } from '../asking/said.js';
import { useAnswer } from '../asking/use-answer.js';
import { monthStart } from '../book/calendar.js';
import { useTexts, type Texts } from '../words/words.js';
import { FigureLines } from './figure-lines.js';

const STANDING = ['mrr', 'arr', 'subscriptions.active'] as const;
const COME_ABOUT = ['mrr.new', 'mrr.expansion', 'mrr.contraction', 'mrr.churned', 'mrr.net_retention'] as const;

const ENGLISH = { title: 'Recurring revenue', year: 'In twelve months' } as const;
const TEXTS: Texts<keyof typeof ENGLISH> = { en: ENGLISH, zh: { title: '经常性收入', year: '十二个月内' } };

interface RecurringProps {
  readonly asOf: string;
  readonly knownAt: string | undefined;
}

/** What is paid for again and again, and how that came about in the year before; nothing in a book without subscriptions. */
export function Recurring({ asOf, knownAt }: RecurringProps) {
  const said = useTexts(TEXTS);
  const days = { from: monthStart(asOf, -11), to: asOf, asOf };
  const question = {
    ...{ metrics: [...STANDING, ...COME_ABOUT], ...days },
    ...(knownAt !== undefined && { knownAt }),
  };
  const asked = useAnswer(JSON.stringify(question), (signal) => server.query(question, { signal }));
  const { totals } = asked.value ?? {};
  if (totals?.['subscriptions.active'] === 0 && totals['mrr.churned'] === '0') return null;
  return (
    <section class="card">
      <header>
        <h2>{said('title')}</h2>
      </header>
      <Said asked={asked}>
        {(answer) => (
          <>
            <FigureLines answer={answer} metrics={STANDING} />
            <h3>{said('year')}</h3>
            <FigureLines answer={answer} metrics={COME_ABOUT} />
          </>
        )}
      </Said>
    </section>
  );
}
