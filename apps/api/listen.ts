import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#platform/settings.js';

/** Takes the port of the settings, any free one for 0. @returns the address to reach it by */
export async function listen(api: NestFastifyApplication, { port, host }: Settings): Promise<string> {
  await api.listen(port, host);
  const { port: actual } = api.getHttpServer().address() as { port: number };
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(actual)}`;
}
