import { mkdir, rm } from 'node:fs/promises';
import type { FieldSchema } from '#imports/fields.js';
import type { ImportLine } from '#imports/import-source.js';
import { BrokenOff, sendFile, type Send } from '#imports/send-file.js';
import { endOfLog } from '#imports/trial-log.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Problem } from '#kernel/problem.js';
import { toAsker } from '#kernel/store-away.js';
import { TookTooLong, withTimeout } from '#kernel/with-timeout.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { GivingWay } from '#ledger/giving-way.js';
import type { Ledger } from '#ledger/ledger.js';
import { quietly } from '#ledger/quietly.js';
import { COMMANDS, SUBJECT_PRESETS } from '#subjects/tables.js';
import { mayNow, principal } from '../access/principal.js';
import { recorderNow } from '../access/recording.js';
import type { Models } from '../models.js';
import { readAsked, type ImportAsked, type ImportRequest } from './import-asked.js';
import { askerSignal, unasked } from '../reading/asker.js';
import { ImportProgress } from './import-progress.js';
import type { ImportStatus } from './import.answers.js';
import { KeptRefusals } from './kept-refusals.js';
import { MappingProcess } from './mapping-process.js';
import { PRESETS } from './presets.js';
import { RefusedFacts } from './refused-facts.js';
import { sendingTo } from './sending.js';
import { onTrial } from './trial.js';
import { unlessAborted, untilAborted } from './unless-aborted.js';
import { receive, type UploadPart } from './upload.js';

/** The book that facts go to. */
export interface Target {
  readonly ledger: Pick<Ledger, 'record' | 'take' | 'commands'>;
  readonly way: Pick<GivingWay, 'before'>;
  readonly log: EventLog;
  readonly models: Models;
  readonly calendar: Calendar;
  readonly currency: string;
  readonly clock: () => Date;
}

const SCHEMAS = Object.fromEntries(Object.entries(COMMANDS).map(([type, { input }]) => [type, input.schema]));
/** As another process can be told. */
const TYPES = JSON.parse(JSON.stringify(SCHEMAS)) as Record<string, FieldSchema>;

export interface ImportParts {
  readonly id: string;
  readonly request: ImportRequest;
  /** The request, looked through. */
  readonly asked: ImportAsked;
  readonly target: Target;
  /** Of its own, which goes with it. */
  readonly folder: string;
  readonly onError: (error: unknown) => void;
}

/** One import of a file: its body is received, mapped in a process of its own, and its facts are recorded, or tried. */
export class ImportJob {
  private readonly progress = new ImportProgress();
  private readonly refused = new RefusedFacts(async (refusal) => this.process?.cell(refusal));
  /** All of it, where the import has none of its own any more. */
  readonly kept: KeptRefusals;
  private readonly begunAt: string;
  private asked: ImportAsked;
  private readonly owner = principal()?.id;
  private readonly stopping = new AbortController();
  private process: MappingProcess | undefined;
  private suggestion: ImportStatus['suggestion'];
  private problem: Problem | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ImportParts) {
    this.begunAt = parts.target.clock().toISOString();
    this.asked = parts.asked;
    this.kept = new KeptRefusals(`${parts.folder}.refused`);
  }

  get id(): string {
    return this.parts.id;
  }

  /** Whether whoever asks may know of it: what it tells of facts is for who sent them. */
  get isMine(): boolean {
    return this.owner === principal()?.id || mayNow('admin');
  }

  get isOver(): boolean {
    return ['done', 'unmapped', 'stopped', 'failed'].includes(this.progress.state);
  }

  get status(): ImportStatus {
    const { id } = this.parts;
    const { name, dryRun, quiet, preset = null } = this.asked;
    const { state, told } = this.progress;
    const { problem, suggestion } = this;
    return {
      ...{ id, name, state, dryRun, quiet, preset, begunAt: this.begunAt },
      ...told,
      ...this.refused.told,
      ...(suggestion !== undefined && { suggestion }),
      ...(problem !== undefined && { error: { code: problem.code, detail: problem.detail } }),
    };
  }

  /**
   * Takes what is sent, and goes on with it by itself. @param megabytes that it may have
   * @throws Problem `invalid-request`, `body-too-large`, `body-too-slow`, `storage-full`
   */
  async begin(sent: AsyncIterable<UploadPart>, megabytes: number): Promise<void> {
    const received = this.receive(sent, megabytes);
    // Whoever sent the file may leave: it goes on.
    this.ended = received.then(
      () => unasked(() => this.run()),
      () => undefined,
    );
    await received;
  }

  /** Whether it is over within so many milliseconds. @throws Problem where it has failed by then */
  async isOverWithin(ms: number): Promise<boolean> {
    try {
      await withTimeout(ms, 'the import', this.ended);
    } catch (error) {
      if (error instanceof TookTooLong) return false;
      throw error;
    }
    if (this.problem !== undefined) throw this.problem;
    return true;
  }

  /** Ends it where it is: what is recorded stays. Resolves when nothing more of it is. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.process?.end();
    await this.ended;
  }

  private async receive(sent: AsyncIterable<UploadPart>, megabytes: number): Promise<void> {
    const { folder, request } = this.parts;
    const { signal } = this.stopping;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const uploaded = await receive(partsUntilAborted(sent, signal), request.name, { folder, megabytes });
      this.asked = await readAsked(request, uploaded);
      this.progress.begin('reading', uploaded.bytes);
    } catch (error) {
      // What is stopped ends as it does later on.
      if (signal.aborted) return;
      await this.close('failed');
      askerSignal().throwIfAborted();
      throw error;
    }
  }

  private async run(): Promise<void> {
    try {
      this.stopping.signal.throwIfAborted();
      this.process = new MappingProcess(this.parts.folder, (bytes) => this.progress.reached(bytes));
      const { isMapped, map } = this.asked;
      if (isMapped && map === undefined) await this.suggest(this.process);
      else await this.import(this.process);
      await this.close(isMapped && map === undefined ? 'unmapped' : 'done');
    } catch (error) {
      await this.failed(error);
    }
  }

  private async failed(thrown: unknown): Promise<void> {
    if (this.stopping.signal.aborted) return this.close('stopped');
    const error = toAsker(causeOf(thrown));
    if (!(error instanceof Problem)) this.parts.onError(error);
    this.problem =
      error instanceof Problem
        ? error
        : new Problem('internal', 'something went wrong on our side: send the same file again');
    await this.close('failed');
  }

  private async close(state: 'done' | 'unmapped' | 'stopped' | 'failed'): Promise<void> {
    if (this.process !== undefined) {
      await this.refused.finish();
      await this.process.end();
    }
    await rm(this.parts.folder, { recursive: true, force: true });
    this.progress.end(state);
  }

  private async suggest(process: MappingProcess): Promise<void> {
    const { name, options } = this.asked;
    const {
      presets,
      question = null,
      map,
      columns,
    } = await process.suggest({ name, options, others: SUBJECT_PRESETS });
    const [preset = null] = presets.length === 1 ? presets : [];
    const sql = preset === null ? map : await PRESETS.read(preset);
    this.suggestion = { columns, preset, presets, map: sql, question: preset === null ? question : null };
  }

  private async import(process: MappingProcess): Promise<void> {
    const { target, folder } = this.parts;
    const { name, map, others, options, dryRun, quiet, said } = this.asked;
    const zone = options.timezone ?? target.calendar.zone;
    const { size } = await process.map({
      name,
      others,
      options,
      zone,
      types: TYPES,
      ...(map !== undefined && { map }),
    });
    this.progress.begin('recording', size);
    if (!dryRun) {
      const ledger = recorderNow(quiet ? quietly(target.ledger) : target.ledger);
      await this.send(process, sendingTo(ledger, said, target.way));
      return this.covered();
    }
    const { log } = target;
    const book = { readStream: (stream: string) => log.readStream(stream), end: () => endOfLog(log) };
    await onTrial({ ...target, book, place: folder }, (ledger) =>
      this.send(process, sendingTo(recorderNow(ledger), said)),
    );
  }

  private async send(process: MappingProcess, send: Send): Promise<void> {
    await sendFile({ lines: () => this.watched(process.facts()) }, send, async (progress) => {
      this.progress.settled(progress);
      this.refused.add(progress.refusals);
      await this.kept.add(progress.refusals);
      this.stopping.signal.throwIfAborted();
    });
  }

  private async *watched(lines: AsyncIterable<ImportLine>): AsyncIterable<ImportLine> {
    for await (const line of lines) {
      if ('text' in line) this.progress.sent(line.text);
      yield line;
    }
  }

  /** When the figures have what was recorded. */
  private async covered(): Promise<void> {
    const { position } = this.progress;
    this.progress.begin('projecting', 0);
    for (;;)
      try {
        await unlessAborted(this.parts.target.models.waitFor(position), this.stopping.signal);
        return;
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'not-yet-projected')) throw error;
      }
  }
}

async function* partsUntilAborted(parts: AsyncIterable<UploadPart>, signal: AbortSignal): AsyncGenerator<UploadPart> {
  for await (const part of untilAborted(parts, signal)) yield { ...part, chunks: untilAborted(part.chunks, signal) };
}

/** What broke it off, said as what to do. */
function causeOf(error: unknown): unknown {
  if (!(error instanceof BrokenOff)) return error;
  const { cause } = error;
  if (!(cause instanceof Problem)) return cause;
  const fact =
    error.next.line === undefined ? 'the first that is not settled' : `that of line ${String(error.next.line)}`;
  return new Problem(
    cause.code,
    `it broke off at a fact, ${fact}: send the same file again, what is recorded counts once; ${cause.detail}`,
  );
}
