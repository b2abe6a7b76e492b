import type { Json } from '#kernel/event.js';
import type { Message } from '#kernel/message.js';
import type { ChannelKind } from '#subjects/channels/channel-kind.js';
import type { ChannelBody } from '#subjects/channels/channel.delivery.js';
import type { Book } from '../book.js';
import { drawnRun, reportOf, runShown } from '../report-runs.js';

/**
 * A message with the report of a run, as far as receivers can take it: a mail has it as a page with its pictures and as a file, a
 * folder as a file, a program as data; a chat has the texts. Drawn anew for each try: the same run is the same bytes.
 * @throws Problem `not-found` while the read models do not have the run yet
 */
export async function withReport(
  book: Book,
  message: Message,
  { schedule, run }: NonNullable<ChannelBody['report']>,
  takes: ChannelKind['takes'],
): Promise<Message> {
  if (takes === undefined || takes === 'texts') return message;
  const shown = await runShown(book, schedule, run);
  if (takes === 'data') return { ...message, data: shown as object as Json };
  const { name, bytes: content, type } = await drawnRun(book, shown);
  const files = [{ name, type, content }];
  if (takes === 'file') return { ...message, files };
  const page = await book.drawer.report(reportOf(shown), 'html', 'cid');
  const images = page.pictures.map(({ cid, type: of, bytes }) => ({ name: cid, type: of, content: bytes }));
  return { ...message, html: Buffer.from(page.bytes).toString(), images, files };
}
