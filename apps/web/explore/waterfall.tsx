import { useState } from 'preact/hooks';
import type { ChangePart, Column, ExplainBody, Explanation } from '#client/index.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useDrilling } from '../drill/drilling.js';
import { eventName } from '../journal/event-names.js';
import { useSpeech } from '../page-means.js';
import { stepsOf, type Step } from './waterfall-steps.js';

interface WaterfallProps {
  readonly explanation: Explanation;
  /** How its figures are. */
  readonly written: Pick<Column, 'type' | 'currency'>;
  /** What it was asked with. */
  readonly body: ExplainBody;
}

/** The way from one figure to the other, part after part. Bars are for the eye; the table says the same. */
export function Waterfall({ explanation, written, body }: WaterfallProps) {
  const { t, format } = useSpeech();
  const { unit, parts } = explanation;
  const steps = stepsOf(explanation);
  return (
    <>
      <table class="figures waterfall">
        <caption class="unseen">{t('why')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('part')}</th>
            <th scope="col" class="is-number">
              {t('value')}
            </th>
            <th scope="col" class="is-number">
              {t('records')}
            </th>
            <th scope="col">
              <span class="unseen">{t('share')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.part} class={step.isEnd ? 'is-end' : ''}>
              <th scope="row">{t(`part.${step.part}`)}</th>
              <td class="is-number">
                {step.isEnd
                  ? format.exact(step.value, { ...written, unit })
                  : format.signed(step.value, unit, written.currency)}
              </td>
              <td class="is-number">{step.isEnd ? '' : format.count(step.count)}</td>
              <td class="waterfall-bar">
                <Floating step={step} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {parts
        .filter(({ count }) => count > 0)
        .map((part) => (
          <PartRecords key={part.part} part={part} unit={unit} currency={written.currency} body={body} />
        ))}
      {parts.every(({ count }) => count === 0) && <p class="nothing">{t('why.nothing')}</p>}
    </>
  );
}

function Floating({ step: { from, to, isEnd } }: { readonly step: Step }) {
  const percent = (share: number): string => `${String(Math.round(share * 1000) / 10)}%`;
  const kind = isEnd ? 'is-whole' : to < from ? 'is-less' : 'is-more';
  return (
    <span class="floating" aria-hidden="true">
      <span class={kind} style={{ marginLeft: percent(Math.min(from, to)), width: percent(Math.abs(to - from)) }} />
    </span>
  );
}

interface PartRecordsProps {
  readonly part: ChangePart;
  readonly unit: string;
  readonly currency: string | undefined;
  readonly body: ExplainBody;
}

/** The things that one part is made of, with what happened to each between the two moments. */
function PartRecords({ part: whole, unit, currency, body }: PartRecordsProps) {
  const { part, count, records: first, next: firstNext } = whole;
  const { t, language, format } = useSpeech();
  const { openThing } = useDrilling();
  const [more, setMore] = useState<{ readonly records: ChangePart['records']; readonly next: string | null }>();
  const [error, setError] = useState<unknown>();
  const records = [...first, ...(more?.records ?? [])];
  const next = more === undefined ? firstNext : more.next;
  const load = async (cursor: string): Promise<void> => {
    try {
      const answer = await server.explain({ ...body, part, cursor, limit: 50 });
      const found = answer.parts.find((one) => one.part === part);
      setMore({ records: [...(more?.records ?? []), ...(found?.records ?? [])], next: found?.next ?? null });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <details class="part">
      <summary>{t('part.records', { part: t(`part.${part}`), count: format.count(count) })}</summary>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{t('record')}</th>
            <th scope="col">{t('events')}</th>
            <th scope="col" class="is-number">
              {t('change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map(({ kind, id, change, events }) => (
            <tr key={`${kind} ${id}`}>
              <th scope="row">
                <button type="button" class="link" onClick={() => openThing(thingOf(kind, id))}>
                  {id}
                </button>
              </th>
              <td>
                {events.map(({ position, type, occurredAt, recordedAt }) => (
                  <div key={position}>
                    {eventName(type, language)}{' '}
                    <span class="fine">
                      {t('happened')} {format.instant(occurredAt)} · {t('recorded')} {format.instant(recordedAt)}
                    </span>
                  </div>
                ))}
              </td>
              <td class="is-number">{format.signed(change, unit, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {error !== undefined && <Failed error={error} />}
      {next !== null && (
        <button type="button" class="more" onClick={() => void load(next)}>
          {t('more')}
        </button>
      )}
    </details>
  );
}

/** A record is told by the name of its stream, such as `sale-s-1`. */
function thingOf(kind: 'record' | 'customer', id: string) {
  if (kind === 'customer') return { kind, id, customerId: id };
  const dash = id.indexOf('-');
  return { kind: id.slice(0, dash), id: id.slice(dash + 1), customerId: null };
}
