import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { addressOf } from '#platform/address.js';
import type { Settings } from '#platform/settings.js';

/** Takes the port of the settings, any free one for 0. @returns the address to reach it by */
export async function listen(
  api: NestFastifyApplication,
  { port, host }: Pick<Settings, 'port' | 'host'>,
): Promise<string> {
  await api.listen(port, host);
  return addressOf(api.getHttpServer(), host).url;
}
