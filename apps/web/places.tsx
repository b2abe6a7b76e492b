import type { ComponentChildren } from 'preact';
import type { Address } from './address.js';
import { loadAhead } from './charts/drawing.js';
import { askAhead } from './dashboards/dashboard-asked.js';
import { Overview } from './overview/overview.js';
import { later } from './parts/later.js';
import { Nowhere } from './shell/nowhere.js';
import type { Key } from './words/words.js';

/** A place of the page. Its address is in places.json too, which is what the server serves the page at. */
interface Place {
  /** The first part of its path. */
  readonly key: string;
  readonly title: Key;
  /** @param rest what follows in the path, decoded; empty where nothing does */
  readonly show: (address: Address, rest: string) => ComponentChildren;
}

const Explore = later(async () => (await import('./explore/explore.js')).Explore, loadAhead);
const Questions = later(async () => (await import('./questions/questions.js')).Questions);
const Dashboards = later(async () => (await import('./dashboards/dashboards.js')).Dashboards);
const OneDashboard = later(
  async () => (await import('./dashboards/one-dashboard.js')).OneDashboard,
  ({ id, address }) => {
    askAhead(id, address);
    loadAhead();
  },
);
const Reports = later(async () => (await import('./reports/reports.js')).Reports);
const OneReport = later(async () => (await import('./reports/one-report.js')).OneReport);
const Alerts = later(async () => (await import('./alerts/alerts.js')).Alerts);
const OneAlert = later(async () => (await import('./alerts/one-alert.js')).OneAlert);
const Shares = later(async () => (await import('./shares/shares.js')).Shares);
const Shared = later(async () => (await import('./shares/shared.js')).Shared);
const Customers = later(async () => (await import('./customers/customers.js')).Customers);
const OneCustomer = later(async () => (await import('./customers/one-customer.js')).OneCustomer);
const Cohorts = later(async () => (await import('./matrices/cohorts.js')).Cohorts);
const Rfm = later(async () => (await import('./matrices/rfm.js')).Rfm);
const Movements = later(async () => (await import('./matrices/movements.js')).Movements);
const Forecasts = later(async () => (await import('./forecasts/forecasts.js')).Forecasts);
const OneForecast = later(async () => (await import('./forecasts/one-forecast.js')).OneForecast);
const Mining = later(async () => (await import('./mining/mining.js')).Mining);
const Segments = later(async () => (await import('./segments/segments.js')).Segments);
const OneSegment = later(async () => (await import('./segments/one-segment.js')).OneSegment);
const Automations = later(async () => (await import('./automations/automations.js')).Automations);
const OneAutomation = later(async () => (await import('./automations/one-automation.js')).OneAutomation);
const Reconciliations = later(async () => (await import('./reconciliations/reconciliations.js')).Reconciliations);
const OneReconciliation = later(
  async () => (await import('./reconciliations/one-reconciliation.js')).OneReconciliation,
);
const Journal = later(async () => (await import('./journal/journal.js')).Journal);
const Settings = later(async () => (await import('./settings/settings.js')).Settings);

const PLACES: readonly Place[] = [
  { key: '', title: 'overview', show: (address) => <Overview address={address} /> },
  { key: 'explore', title: 'explore', show: (address) => <Explore address={address} /> },
  { key: 'questions', title: 'questions', show: () => <Questions /> },
  {
    key: 'dashboards',
    title: 'dashboards',
    show: (address, id) => (id === '' ? <Dashboards /> : <OneDashboard key={id} id={id} address={address} />),
  },
  {
    key: 'reports',
    title: 'reports',
    show: (address, id) => (id === '' ? <Reports /> : <OneReport key={id} id={id} address={address} />),
  },
  {
    key: 'alerts',
    title: 'alerts',
    show: (address, id) => (id === '' ? <Alerts address={address} /> : <OneAlert key={id} id={id} address={address} />),
  },
  { key: 'shares', title: 'shares', show: () => <Shares /> },
  { key: 'shared', title: 'shared', show: (_address, token) => <Shared key={token} token={token} /> },
  {
    key: 'customers',
    title: 'customers',
    show: (address, id) =>
      id === '' ? <Customers address={address} /> : <OneCustomer key={id} id={id} address={address} />,
  },
  { key: 'cohorts', title: 'cohorts', show: (address) => <Cohorts address={address} /> },
  { key: 'rfm', title: 'rfm', show: (address) => <Rfm address={address} /> },
  { key: 'movements', title: 'movements', show: (address) => <Movements address={address} /> },
  {
    key: 'forecasts',
    title: 'forecasts',
    show: (address, id) => (id === '' ? <Forecasts address={address} /> : <OneForecast key={id} id={id} />),
  },
  { key: 'mining', title: 'mining', show: (address, view) => <Mining address={address} view={view} /> },
  {
    key: 'segments',
    title: 'segments',
    show: (address, id) =>
      id === '' ? <Segments address={address} /> : <OneSegment key={id} id={id} address={address} />,
  },
  {
    key: 'automations',
    title: 'automations',
    show: (address, id) =>
      id === '' ? <Automations address={address} /> : <OneAutomation key={id} id={id} address={address} />,
  },
  {
    key: 'reconciliations',
    title: 'reconciliations',
    show: (address, id) => (id === '' ? <Reconciliations address={address} /> : <OneReconciliation key={id} id={id} />),
  },
  { key: 'journal', title: 'journal', show: (address) => <Journal address={address} /> },
  { key: 'settings', title: 'settings', show: () => <Settings /> },
];

const NOWHERE: Place = { key: '?', title: 'nowhere', show: () => <Nowhere /> };

export function placeOf(path: string): Place & { readonly rest: string } {
  const [, first = '', rest = ''] = path.split('/');
  return { ...(PLACES.find(({ key }) => key === first) ?? NOWHERE), rest: decoded(rest) };
}

/** What no one has encoded, such as a lone `%`, is as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
