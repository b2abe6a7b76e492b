import type { Customer } from '#client/index.js';
import { FigureTable } from '../parts/figure-table.js';
import { MaskedFields } from '../parts/masked.js';
import { useSpeech } from '../page-means.js';
import { StageMark } from './stage-mark.js';
import { useWhyTexts } from './why-texts.js';

interface CustomerRowsProps {
  readonly customers: readonly Customer[];
  /** The clocks, for the page of each. */
  readonly search: string;
}

export function CustomerRows({ customers, search }: CustomerRowsProps) {
  const { t, name, format } = useSpeech();
  const said = useWhyTexts();
  if (customers.length === 0) return <p class="nothing">{t('nothing')}</p>;
  const masked = [...new Set(customers.flatMap((customer) => customer.masked ?? []))];
  return (
    <>
      <MaskedFields fields={masked} />
      <FigureTable caption={t('customers')}>
        <thead>
          <tr>
            <th scope="col">{t('customer')}</th>
            <th scope="col">{name('stage')}</th>
            <th scope="col">{name('tier')}</th>
            <th scope="col">{name('region')}</th>
            <th scope="col">{t('lastPurchase')}</th>
            <th scope="col" class="is-number">
              {t('recency')}
            </th>
            <th scope="col" class="is-number">
              {t('frequency')}
            </th>
            <th scope="col" class="is-number">
              {t('monetary')}
            </th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <tr key={customer.id}>
              <th scope="row">
                <a href={`/customers/${encodeURIComponent(customer.id)}${search === '' ? '' : `?${search}`}`}>
                  {customer.name ?? customer.id}
                </a>
                {customer.name !== undefined && <span class="fine"> {customer.id}</span>}
                {customer.excluded === true && <span class="fine"> ({said('excluded.mark')})</span>}
              </th>
              <td>
                <StageMark stage={customer.stage} />
              </td>
              <td>{name(customer.tier)}</td>
              <td>{customer.region}</td>
              <td>{format.day(customer.lastPurchase ?? '')}</td>
              <td class="is-number">{format.count(customer.recency)}</td>
              <td class="is-number">{format.count(customer.frequency)}</td>
              <td class="is-number">{format.money(customer.monetary)}</td>
            </tr>
          ))}
        </tbody>
      </FigureTable>
    </>
  );
}
