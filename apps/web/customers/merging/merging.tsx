import type { Customer } from '#client/index.js';
import { Said } from '../../asking/said.js';
import { server } from '../../asking/server.js';
import { useAnswer } from '../../asking/use-answer.js';
import { useSpeech } from '../../page-means.js';
import { newId } from '../../settings/new-id.js';
import { useWrite } from '../../settings/use-write.js';
import { mergedNow, type Merged } from './merged-now.js';
import { MergeForm } from './merge-form.js';
import { useMergingTexts } from './merging-texts.js';

interface MergingProps {
  /** Who was asked for: merged into the one that is shown, or that one itself. */
  readonly asked: string;
  /** Who is shown. */
  readonly customer: Customer;
  readonly onDone: () => void;
}

/** Who is one and the same with a customer, now, whatever day is looked at; and what is to be done about it. */
export function Merging({ asked: id, customer, onDone }: MergingProps) {
  const said = useMergingTexts();
  const { id: stays } = customer;
  const asked = useAnswer(stays, (signal) => server.showTimeline(stays, {}, { signal }));
  const done = (): void => {
    asked.again();
    onDone();
  };
  return (
    <section class="card space-above">
      <header>
        <h2>{said('heading')}</h2>
        <p class="fine">{said('is')}</p>
      </header>
      {id !== stays && (
        <p class="notice">
          {said('shown', { merged: id, stays })} <a href={`/customers/${encodeURIComponent(stays)}`}>{stays}</a>
        </p>
      )}
      <Said asked={asked}>
        {({ events }) => {
          const merged = mergedNow(stays, events);
          if (merged.length === 0) return <p>{said('none')}</p>;
          return (
            <ul>
              {merged.map((one) => (
                <OneMerged key={one.merged} one={one} stays={stays} onDone={done} />
              ))}
            </ul>
          );
        }}
      </Said>
      <MergeForm customer={customer} onDone={done} />
    </section>
  );
}

interface OneMergedProps {
  readonly one: Merged;
  readonly stays: string;
  readonly onDone: () => void;
}

function OneMerged({ one: { merged, into, at, reason }, stays, onDone }: OneMergedProps) {
  const said = useMergingTexts();
  const { format } = useSpeech();
  const { begin, dialog } = useWrite(onDone);
  const unmerge = (): void => {
    const body = { id: newId('unmerge') };
    begin({
      title: said('unmerge.of', { merged, into }),
      body,
      send: () => server.unmergeCustomers(merged, body),
    });
  };
  return (
    <li>
      {said(into === stays ? 'merged' : 'into', { merged, into, day: format.instant(at) })}
      {reason !== undefined && said('because', { reason })}{' '}
      <button type="button" onClick={unmerge}>
        {said('unmerge')}
        <span class="unseen"> {merged}</span>
      </button>
      {dialog}
    </li>
  );
}
