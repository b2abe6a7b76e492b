import type { Clusters as ClustersPage } from '#client/index.js';
import { withParameters, type Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { Chosen, chosenIn } from './chosen.js';
import { CustomerLink } from './customer-link.js';
import { Head, Warnings } from './head.js';
import { useMiningTexts } from './mining-texts.js';
import { rounded } from './rounded.js';

const KS = ['auto', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;
const PAGE = 50;

/** Customers who are alike, and who is in one of the clusters. */
export function Clusters({ address }: { readonly address: Address }) {
  const { t, format } = useSpeech();
  const said = useMiningTexts();
  const k = chosenIn(address, 'k', KS);
  const cluster = Number(address.search.get('cluster') ?? 1);
  const query = { ...clocksIn(address), k, limit: PAGE, ...(cluster >= 1 && { cluster }) };
  const pages = usePages<ClustersPage>(JSON.stringify(query), (cursor, signal, onStage) =>
    server.listClusters({ ...query, ...(cursor !== undefined && { cursor }) }, { signal, onStage }),
  );
  return (
    <>
      <Head title={said('clusters')} is={said('clusters.is')} trust={said('clusters.trust')} />
      <div class="question-bar">
        <Chosen
          address={address}
          parameter="k"
          label={said('k')}
          value={k}
          options={KS.map((one) => [one, one === 'auto' ? said('auto') : one])}
        />
      </div>
      <ClockControls address={address} />
      <Paged pages={pages}>
        {(all) => {
          const members = all.flatMap((page) => page.customers);
          return (
            <>
              <Warnings warnings={all[0].warnings} />
              <Centres found={all[0]} address={address} />
              <section class="card is-wide space-above">
                <header>
                  <h2>{said('members.of', { cluster: members[0]?.cluster ?? cluster })}</h2>
                </header>
                <Rows
                  caption={said('who_in')}
                  columns={[t('customer'), `#${t('recency')}`, `#${t('frequency')}`, `#${t('monetary')}`]}
                  rows={members.map(({ id, recency, frequency, monetary }) => [
                    <CustomerLink key={id} id={id} address={address} />,
                    format.count(recency),
                    format.count(frequency),
                    format.money(monetary),
                  ])}
                />
              </section>
            </>
          );
        }}
      </Paged>
    </>
  );
}

function Centres({ found, address }: { readonly found: ClustersPage; readonly address: Address }) {
  const { format } = useSpeech();
  const said = useMiningTexts();
  const { k, silhouette, features, clusters } = found;
  const figure = (feature: string, value: number | undefined): string =>
    feature === 'monetary' ? format.money(value) : format.count(rounded(value, 1));
  return (
    <>
      <p>{said('clusters.of', { k, silhouette: format.count(rounded(silhouette)) })}</p>
      <Rows
        caption={said('clusters')}
        columns={[
          said('cluster'),
          `#${said('customers')}`,
          `#${said('share')}`,
          `#${said('revenue')}`,
          `#${said('revenue.share')}`,
          ...features.map((feature) => `#${said(`feature.${feature}`)}`),
          said('who_in'),
        ]}
        rows={clusters.map(({ cluster, customers, share, revenue, revenueShare, centre }) => [
          String(cluster),
          format.count(customers),
          format.percent(share),
          format.money(revenue),
          format.percent(revenueShare),
          ...features.map((feature) => figure(feature, centre[feature])),
          <a key={cluster} href={withParameters(address, { cluster: String(cluster) })}>
            {said('show')}
            <span class="unseen"> {said('members.of', { cluster })}</span>
          </a>,
        ])}
      />
    </>
  );
}
