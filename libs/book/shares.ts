import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Static } from 'typebox';
import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import { Shape } from '#ledger/input/shape.js';
import { beginsShare } from '#subjects/shares/share.commands.js';
import { SHARE_BODY, type SHARE } from '#subjects/shares/share.input.js';
import { signed } from './access/principal.js';
import { momentOf, todayOf } from './answered.js';
import type { Book } from './book.js';
import { answerAsked, askedDashboard, askedQuestion, type AskedTiles, type TilesAnswer } from './dashboards.js';
import type { Replacing } from './saved-question.js';
import { differencesOf, digestOfTiles } from './share-differences.js';
import type { ShareBegun, SharedAnswer } from './share.answers.js';

type Share = Static<typeof SHARE>;

/** What a pinned share keeps: its questions, and what they were answered with. */
interface Kept {
  readonly asked: AskedTiles;
  readonly answer: TilesAnswer;
  readonly digest: string;
}

/** As the read models have one. */
interface Stored {
  readonly retired: boolean;
  readonly recordedAt: string;
  readonly content: Share;
}

const BODY = new Shape(SHARE_BODY);
/** Bytes of what opens a share. */
const SECRET = 32;
/** Characters of its hash that the id is made of: it tells nothing of what opens it. */
const ID_LENGTH = 22;

/**
 * Shares an answer: whoever has the token sees it. Of a pinned one the answer is recorded with it. @throws Problem `not-found` for what there
 * is not to be shared, `invalid-request`
 */
export async function beginShare(book: Book, body: unknown): Promise<ShareBegun> {
  const { position: _position, emitter, correlationId, actor, ...said } = BODY.read(signed(body), book);
  if (said.expiresAt !== undefined && said.expiresAt <= book.clock().toISOString())
    throw invalid('expiresAt', 'must lie in the future');
  momentOf(book, 'asOf', said.asOf);
  momentOf(book, 'knownAt', said.knownAt);
  const asked = await askedOf(book, said, clocksOf(book, said));
  const kept = said.pin ? await keptOf(book, asked) : undefined;
  const token = randomBytes(SECRET).toString('base64url');
  const id = idOf(token);
  const envelope = { emitter, correlationId, actor };
  const receipt = await book.ledger.take(beginsShare(), {
    id,
    ...said,
    tokenHash: hashOf(token),
    ...(kept !== undefined && { kept: JSON.parse(JSON.stringify(kept)) as Json }),
    ...envelope,
  });
  return { id, token, path: `/v1/shared/${token}`, position: String(receipt.position) };
}

/** What a link shows. @throws Problem `not-found`; `link-gone` where it expired or was revoked */
export async function answerShared(book: Book, token: string): Promise<SharedAnswer> {
  const { content, recordedAt } = await openedBy(book, token);
  const kept = content.kept as Kept | undefined;
  const answer = kept?.answer ?? (await answerAsked(book, await askedOf(book, content, clocksOf(book, content))));
  return {
    kind: content.question === undefined ? 'dashboard' : 'question',
    ...answer,
    pin: content.pin,
    sharedAt: recordedAt,
    expiresAt: content.expiresAt ?? null,
    digest: kept?.digest ?? digestOfTiles(answer.tiles),
    today: kept === undefined ? null : await todayAgainst(book, kept),
  };
}

/** How the same questions are answered with all that is known today. */
async function todayAgainst(book: Book, { asked, answer }: Kept): Promise<NonNullable<SharedAnswer['today']>> {
  const tiles = asked.tiles.map(({ raw, ...tile }) => {
    const { knownAt: _known, ...rest } = raw as { readonly knownAt?: string };
    return { ...tile, raw: rest };
  });
  const now = await answerAsked(book, { ...asked, tiles });
  return { position: now.meta.position, ...differencesOf(answer.tiles, now.tiles) };
}

async function keptOf(book: Book, asked: AskedTiles): Promise<Kept> {
  const broken = asked.tiles.find(({ raw }) => raw instanceof Problem);
  if (broken?.raw instanceof Problem) throw broken.raw;
  const answer = await answerAsked(book, asked);
  const [first] = answer.tiles;
  if (first?.problem !== undefined && answer.tiles.every((tile) => tile.answer === null))
    throw new Problem(first.problem.code, `there is nothing to pin: ${first.problem.detail}`, first.problem.errors);
  return { asked, answer, digest: digestOfTiles(answer.tiles) };
}

function askedOf(book: Book, { question, dashboard = '' }: Partial<Share>, clocks: Replacing): Promise<AskedTiles> {
  return question === undefined ? askedDashboard(book, dashboard, clocks) : askedQuestion(book, question, clocks);
}

/** What is pinned stands on the day it was shared. */
function clocksOf(book: Book, { asOf, knownAt, pin = false }: Partial<Share>): Replacing {
  const day = asOf ?? (pin ? formatDay(todayOf(book)) : undefined);
  return { ...(day !== undefined && { asOf: day }), ...(knownAt !== undefined && { knownAt }) };
}

async function openedBy(book: Book, token: string): Promise<Stored> {
  const [document] = await book.models.use(undefined, ({ views }) => views.get('shares', [idOf(token)]));
  const stored = document?.body as Stored | undefined;
  if (stored === undefined || !isSame(stored.content.tokenHash, hashOf(token)))
    throw new Problem('not-found', 'there is no such link');
  if (stored.retired) throw new Problem('link-gone', 'the link was revoked');
  const { expiresAt } = stored.content;
  if (expiresAt !== undefined && expiresAt <= book.clock().toISOString())
    throw new Problem('link-gone', `the link expired at ${expiresAt}`);
  return stored;
}

function hashOf(token: string): string {
  return hash('sha256', token, 'base64url');
}

function idOf(token: string): string {
  return hashOf(token).slice(0, ID_LENGTH);
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
