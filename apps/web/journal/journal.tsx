import type { JournalPage } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { EventList } from './event-list.js';

const PAGE = 100;

/** Every event in the order of the log, from a position on, of one type or one customer. */
export function Journal({ address }: { readonly address: Address }) {
  const { t } = useSpeech();
  const { search } = address;
  const query = {
    ...(search.has('type') && { type: search.get('type') ?? '' }),
    ...(search.has('customerId') && { customerId: search.get('customerId') ?? '' }),
  };
  const begin = search.get('after') ?? undefined;
  const pages = usePages<JournalPage>(JSON.stringify([query, begin]), (cursor, signal) => {
    const after = cursor ?? begin;
    return server.listEvents({ ...query, limit: PAGE, ...(after !== undefined && { after }) }, { signal });
  });
  return (
    <>
      <div class="place-head">
        <h1>{t('journal')}</h1>
        <p class="fine">{t('journal.is')}</p>
      </div>
      <form
        class="question-bar"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const field = (name: string): string => {
            const value = form.get(name);
            return typeof value === 'string' ? value.trim() : '';
          };
          go(
            withParameters(address, {
              customerId: field('customerId'),
              type: field('type'),
              after: field('after'),
            }),
          );
        }}
      >
        <Field name="customerId" label={t('customer')} value={search.get('customerId')} />
        <Field name="type" label={t('journal.type')} value={search.get('type')} />
        <Field name="after" label={t('journal.after')} value={search.get('after')} />
        <button type="submit">{t('search.do')}</button>
      </form>
      <Paged pages={pages}>{(all) => <EventList events={all.flatMap((page) => page.events)} />}</Paged>
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
}

function Field({ name, label, value }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input name={name} defaultValue={value ?? ''} maxLength={200} />
    </label>
  );
}
