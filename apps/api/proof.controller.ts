import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Answers } from './description/answers.js';
import { given } from './given.js';
import { Needs } from './guard/needs.js';
import { ProveLog, ReadTile, ShowCheckpoint } from './messages.js';
import { ProofParameters } from './proof.parameters.js';

const CHECKPOINT = Type.String({ description: 'The signed head, as C2SP’s tlog-checkpoint has it' });
const PROOF = Type.String({ description: 'A tlog-proof of C2SP; or the hashes between two heads, a line each' });
const TILE = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary', description: 'A tile of C2SP’s tlog-tiles' });
const BYTES = 'application/octet-stream';
const TEXT = 'text/plain; charset=utf-8';
/** Others on the way have no right to it. */
const NEVER_CHANGES = 'private, max-age=31536000, immutable';

/** What proves the log to whoever has a head of it: each form is one that tools of others read. */
@Controller('v1/log')
@ApiTags('history')
export class ProofController {
  constructor(private readonly queries: QueryBus) {}

  /** What the log is now, in 32 bytes, signed: keep it elsewhere, and any later change of what it stands for shows. */
  @Get('checkpoint')
  @Needs('audit')
  @Answers(CHECKPOINT, { type: 'text/plain', problems: ['head-unknown', 'log-tampered'] })
  @ApiOperation({ summary: 'The signed head of the log' })
  @Header('content-type', TEXT)
  showCheckpoint(): Promise<string> {
    return this.queries.execute(new ShowCheckpoint({}));
  }

  /** With `position`: that its event is in the log. With `from` and `to`: that the head of `to` events begins with all that of `from` stands for. */
  @Get('proof')
  @Needs('audit')
  @Answers(PROOF, { type: 'text/plain', problems: ['head-unknown', 'log-tampered'] })
  @ApiOperation({ summary: 'Prove that an event is in the log, or that the log only grew' })
  @Header('content-type', TEXT)
  proveLog(@Query() asked: ProofParameters): Promise<string> {
    return this.queries.execute(new ProveLog(given(asked)));
  }

  /** Hashes (`0/000`, `1/x001/067.p/5`) or what the leaves hold (`entries/000`); it never changes. */
  @Get('tile/*')
  @Needs('audit')
  @ApiParam({ name: 'path', schema: { type: 'string' } })
  @Answers(TILE, { type: BYTES, problems: ['head-unknown'] })
  @ApiOperation({ summary: 'A tile of the tree over the log' })
  async readTile(@Req() { params }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { '*': path = '' } = params as { readonly '*'?: string };
    const tile = await this.queries.execute(new ReadTile({ path }));
    void reply.headers({ 'content-type': BYTES, 'cache-control': NEVER_CHANGES });
    return tile;
  }
}
