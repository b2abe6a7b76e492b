import type { Customers as CustomersPage, ListCustomersQuery } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { clocksIn, searchWith } from '../book/clocks.js';
import { STAGES } from '../book/stages.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { CustomerSearch } from './customer-search.js';
import { CustomerRows } from './customer-rows.js';

const SORTS = ['-revenue', 'revenue', '-orders', 'orders', '-lastPurchase', 'lastPurchase', 'id'] as const;
/** By what the list can be narrowed beside the stage, from links of other places. */
const FILTERS = ['tier', 'region', 'segment', 'source', 'salesperson'] as const;
const PAGE = 50;

/** Customers as they stood on a day, with what they had bought by then. */
export function Customers({ address }: { readonly address: Address }) {
  const { t, name, valueName } = useSpeech();
  const query = queryIn(address);
  const pages = usePages<CustomersPage>(JSON.stringify(query), (cursor, signal) =>
    server.listCustomers({ ...query, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  const clocks = searchWith(clocksIn(address)).toString();
  const filters = FILTERS.filter((filter) => address.search.has(filter));
  return (
    <>
      <div class="place-head">
        <h1>{t('customers')}</h1>
      </div>
      <div class="question-bar">
        <CustomerSearch address={address} />
        <Select
          label={name('stage')}
          value={address.search.get('stage') ?? ''}
          options={[['', t('everything')], ...STAGES.map((stage) => [stage, name(stage)] as const)]}
          onChange={(stage) => go(withParameters(address, { stage }))}
        />
        <Select
          label={t('sort')}
          value={query.sort ?? '-revenue'}
          options={SORTS.map((sort) => [sort, t(`sort.${sort}`)])}
          onChange={(sort) => go(withParameters(address, { sort }))}
        />
        {filters.map((filter) => (
          <button key={filter} type="button" onClick={() => go(withParameters(address, { [filter]: undefined }))}>
            {name(filter)}: {valueName(filter, address.search.get(filter) ?? '')} ✕
            <span class="unseen"> {t('remove')}</span>
          </button>
        ))}
      </div>
      <ClockControls address={address} />
      <Paged pages={pages}>
        {(all) => <CustomerRows customers={all.flatMap((page) => page.customers)} search={clocks} />}
      </Paged>
    </>
  );
}

function queryIn(address: Address): ListCustomersQuery {
  const { search } = address;
  const listed = (name: string) => {
    const value = search.get(name);
    return value === null ? {} : { [name]: [value] };
  };
  const q = search.get('q');
  return {
    ...clocksIn(address),
    ...listed('stage'),
    ...Object.fromEntries(FILTERS.flatMap((filter) => Object.entries(listed(filter)))),
    ...(q !== null && q !== '' && { q }),
    sort: SORTS.find((sort) => sort === search.get('sort')) ?? '-revenue',
    limit: PAGE,
  };
}
