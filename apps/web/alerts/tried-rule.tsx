import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { AlertBacktest, SetAlert } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer, type Asked } from '../asking/use-answer.js';
import { useDebounced } from '../asking/use-debounced.js';
import { useBook } from '../book/about-book.js';
import { useAlertTexts } from './alert-texts.js';
import { Backtest } from './backtest.js';
import { hasThreshold, hasTwo, isOfRatio, isTestable, ruleOf, type Draft } from './rule-draft.js';
import { quantileOn, scaleOf, type Scale } from './scale.js';
import { yearOf } from './year-of.js';

/** Milliseconds for which nothing has changed before a rule is tried: while it is dragged only its line moves. */
const SETTLED = 300;

interface Answered {
  readonly test: AlertBacktest;
  readonly rule: SetAlert;
  readonly isStandIn: boolean;
}

export interface Tried {
  readonly asked: Asked<Answered>;
  readonly scale: Scale | undefined;
}

/** A rule that fires never or always, to see its figures before anybody has said a threshold. */
const STAND_IN = { low: '0', high: '1' };

/** Tries a rule on the last year whenever it has changed; the last one asked for is the one that is answered. */
export function useTriedRule(draft: Draft, onSuggested: (part: Partial<Draft>) => void): Tried {
  const book = useBook();
  const isUnsaid = hasThreshold(draft) && draft.low === '' && draft.high === '';
  const tested = isUnsaid ? { ...draft, ...STAND_IN } : draft;
  // What it is called and who is told change nothing of what it does.
  const rule = { ...ruleOf(tested), title: '-', channels: [], severity: 'info', enabled: true };
  const question = useDebounced(
    isTestable(tested) ? JSON.stringify({ rule, isStandIn: isUnsaid }) : undefined,
    SETTLED,
  );
  const asked = useAnswer<Answered>(question, async (signal) => {
    const settled = JSON.parse(question ?? '') as Omit<Answered, 'test'>;
    return { ...settled, test: await server.backtestRule({ rule: settled.rule, ...yearOf(book) }, { signal }) };
  });
  const { value, of } = asked;
  const figures = useMemo(() => (value?.test.seen ?? []).map((one) => Number(one.value ?? Number.NaN)), [value]);
  const scale = useMemo(() => {
    const metric = book.metrics.find(({ name }) => name === value?.rule.metric);
    return scaleOf(figures, metric?.type === 'integer' && !isOfRatio(draft));
  }, [figures]);
  const isWanted = isUnsaid && value?.isStandIn === true && of === question;
  const suggest = useRef(onSuggested);
  suggest.current = onSuggested;
  const lastSuggested = useRef<string | undefined>(undefined);
  useEffect(() => {
    // Once for each figure that is watched: somebody who empties the field wants to fill it in.
    if (!isWanted || scale === undefined || lastSuggested.current === question) return;
    lastSuggested.current = question;
    suggest.current(suggested(draft, scale, figures));
  }, [isWanted, question, scale]);
  return { asked, scale };
}

/** Thresholds beyond which few of the figures are. */
function suggested(draft: Draft, scale: Scale, figures: readonly number[]): Partial<Draft> {
  if (hasTwo(draft)) return { low: quantileOn(scale, figures, 0.1), high: quantileOn(scale, figures, 0.9) };
  const isAbove = draft.kind === 'above' || draft.kind === 'grows';
  return { low: quantileOn(scale, figures, isAbove ? 0.95 : 0.05) };
}

/** What a rule would have done in the last year. */
export function TriedRule({ tried: { asked }, draft }: { readonly tried: Tried; readonly draft: Draft }) {
  const said = useAlertTexts();
  const now = ruleOf(draft);
  const isDrawable = isTestable(draft);
  return (
    <section class="card">
      <header>
        <h2>{said('test')}</h2>
      </header>
      {asked.value === undefined && !asked.isLoading && asked.error === undefined ? (
        <p class="nothing">{said('test.incomplete')}</p>
      ) : (
        <Said asked={asked}>
          {({ test, rule }) => {
            // The line follows at once, where it is a line of these figures.
            const isSame = 'change' in rule.condition === 'change' in now.condition && rule.metric === now.metric;
            return <Backtest test={test} rule={isSame && isDrawable ? { ...rule, condition: now.condition } : rule} />;
          }}
        </Said>
      )}
    </section>
  );
}
