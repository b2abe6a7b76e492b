import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tallybook, type Client } from '#client/index.js';
import { Needs } from './guard/needs.js';

/** What stands for whoever asks; what a request is made of otherwise is its own. */
const PASSED_ON = ['host', 'authorization', 'cookie', 'origin', 'sec-fetch-site'] as const;

/** The Model Context Protocol over HTTP, without sessions: each request is whole. Each tool asks as its caller would, by the routes there are. */
@Controller('mcp')
export class AssistantsController {
  @Post()
  @Needs('read', { ofRows: true, ofGroups: true })
  @ApiExcludeEndpoint()
  async answer(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // A megabyte that no start is to wait for: few books are asked by assistants.
    const { createMcpHandler } = await import('@modelcontextprotocol/server');
    const { assistantServer } = await import('#assistants/assistant-server.js');
    const handler = createMcpHandler(() => assistantServer(bookOf(request)));
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === 'string' && !name.startsWith('content-')) headers.set(name, value);
    headers.set('content-type', 'application/json');
    const url = `http://${request.headers.host ?? 'localhost'}/mcp`;
    // Its body is read already.
    const response = await handler.fetch(new Request(url, { method: 'POST', headers }), { parsedBody: body });
    try {
      const text = await response.text();
      await reply
        .status(response.status)
        .header('content-type', response.headers.get('content-type') ?? 'application/json')
        .send(text);
    } finally {
      await handler.close();
    }
  }
}

/** The book, asked by whoever sent a request: what they may not see by the routes, they do not see here. */
function bookOf({ server, headers, ip }: FastifyRequest): Client {
  const own = Object.fromEntries(
    PASSED_ON.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
  const ask: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const { method = 'GET', body } = init ?? {};
    const {
      statusCode,
      headers: answered,
      rawPayload,
    } = await server.inject({
      method: method as 'GET' | 'POST',
      url: pathname + search,
      headers: { ...Object.fromEntries(new Headers(init?.headers)), ...own },
      remoteAddress: ip,
      ...(typeof body === 'string' && { payload: body }),
    });
    const given = Object.entries(answered).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return new Response(rawPayload.length === 0 ? null : new Uint8Array(rawPayload), {
      status: statusCode,
      headers: Object.fromEntries(given) as Record<string, string>,
    });
  };
  return tallybook('http://here', { fetch: ask, patience: 0 });
}
