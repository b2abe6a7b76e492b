import fc from 'fast-check';

type Content = Readonly<Record<string, unknown>>;

/** A kind of things that are said by name, with three contents that are not the same. */
interface Kind {
  readonly path: string;
  readonly prefix: string;
  /** Shown as of now alone, with how it stands. */
  readonly isOfNow?: true;
  readonly contents: readonly Content[];
}

/** What others are about: it is there before them and stays. */
export const GROUND = {
  question: { title: 'Ground', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } },
  channel: { kind: 'inbox' },
} as const;

const TITLES = ['one', 'two', 'three'];
const titled = (rest: (i: number) => Content): readonly Content[] => TITLES.map((title, i) => ({ title, ...rest(i) }));
const METRICS = ['orders', 'units', 'revenue.net'];

export const KINDS: readonly Kind[] = [
  {
    path: 'questions',
    prefix: '',
    contents: titled((i) => ({ question: { metrics: [METRICS[i]], by: ['region'] }, chart: { kind: 'bar' } })),
  },
  {
    path: 'dashboards',
    prefix: '',
    contents: titled((i) => ({
      tiles: [
        { question: 'ground', width: 6, height: 4 },
        { question: { metrics: [METRICS[i]] }, chart: { kind: 'kpi' }, width: 6, height: 1 + i },
      ],
    })),
  },
  { path: 'segments', prefix: '', contents: titled((i) => ({ rule: `orders > ${String(i)}` })) },
  { path: 'channels', prefix: '', contents: TITLES.map((name) => ({ kind: 'mail', to: [`${name}@shop.example`] })) },
  {
    path: 'schedules',
    prefix: '',
    contents: titled(() => ({
      question: 'ground',
      every: 'year',
      at: '08:00',
      timeZone: 'Europe/Berlin',
      format: 'pdf',
      channels: ['ground'],
      language: 'en',
    })),
  },
  {
    path: 'metrics',
    prefix: 'custom.',
    contents: titled((i) => ({
      definition: 'Made of others.',
      formula: { ratio: [{ metric: METRICS[i] }, { metric: 'orders' }] },
    })),
  },
  {
    path: 'alerts',
    prefix: '',
    isOfNow: true,
    contents: titled((i) => ({
      metric: METRICS[i],
      window: 'month',
      condition: { above: '1000000' },
      severity: 'warning',
    })),
  },
];

/** Which version somebody means to change, or that there is none yet; he does not care where it is absent. */
const MATCHES = ['there', 'before', 'none', 'any', undefined] as const;

/** What somebody sends about a thing of a few. */
export interface Sent {
  readonly kind: number;
  readonly thing: number;
  /** Which content is said; none to retire it. */
  readonly content: number | undefined;
  readonly match: (typeof MATCHES)[number];
}

export const SENT: fc.Arbitrary<Sent> = fc.record({
  kind: fc.nat(KINDS.length - 1),
  thing: fc.nat(1),
  content: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 1, 2) }, fc.constant(undefined)),
  match: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, fc.constantFrom(...MATCHES)),
});

interface Version {
  readonly version: number;
  readonly recordedAt: string;
  readonly retired: boolean;
  readonly content: Content;
}

/** One thing as its callers are to see it: every version it has had, and what becomes of what is sent about it. */
export class NamedThing {
  private readonly kind: Kind;
  /** The version before its last change, or 0: who says that change once more, of what he had seen, is answered as before. */
  private followed = 0;
  readonly versions: Version[] = [];

  constructor(
    kind: number,
    readonly name: string,
  ) {
    this.kind = KINDS[kind] as Kind;
  }

  get path(): string {
    return `/v1/${this.kind.path}/${this.kind.prefix}${this.name}`;
  }

  get isOfNow(): boolean {
    return this.kind.isOfNow === true;
  }

  /** Its version, or 0 where it is not there. */
  get there(): number {
    return this.versionAt(() => true)?.version ?? 0;
  }

  /** The last version of those, if it was there then. */
  versionAt(isSeen: (version: Version) => boolean): Version | undefined {
    const last = this.versions.findLast(isSeen);
    return last?.retired === false ? last : undefined;
  }

  contentOf({ content }: Sent): Content | undefined {
    return content === undefined ? undefined : this.kind.contents[content];
  }

  /** The version that somebody says he changes: 0 where it is not to be there, * for any. */
  private followsOf({ match }: Sent): number | '*' | undefined {
    const { there } = this;
    if (match === undefined || match === 'any') return match && '*';
    return match === 'none' ? 0 : match === 'there' ? there : there > 1 ? there - 1 : 7;
  }

  headersOf(sent: Sent): Readonly<Record<string, string>> {
    const follows = this.followsOf(sent);
    if (follows === undefined) return {};
    if (follows === 0) return { 'if-none-match': '*' };
    return { 'if-match': follows === '*' ? '*' : `"${String(follows)}"` };
  }

  /** @returns the status that is answered */
  take(sent: Sent, recordedAt: string): number {
    const { there } = this;
    const content = this.contentOf(sent);
    if (content === undefined && there === 0) return 404;
    const last = this.versionAt(() => true)?.content;
    const isSame = content !== undefined && last === content;
    const follows = this.followsOf(sent);
    const isMet = follows === undefined || follows === there || (follows === '*' && there > 0);
    if (!isMet && !(isSame && follows === this.followed)) return 412;
    if (isSame) return 200;
    this.followed = there;
    const version = this.versions.length + 1;
    this.versions.push({ version, recordedAt, retired: content === undefined, content: content ?? last ?? {} });
    return content !== undefined && there === 0 ? 201 : 200;
  }
}
