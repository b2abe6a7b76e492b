import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import { RouteConfig } from '@nestjs/platform-fastify';
import { TakesFile } from './edge/file-body.js';
import { Needs } from './guard/needs.js';

class Routes {
  @Needs('emit')
  @TakesFile()
  one(this: void) {
    return 1;
  }

  @TakesFile()
  @Needs('emit')
  other(this: void) {
    return 2;
  }
}

it('what is said of a route stays when something else is said of it', () => {
  const { KEY } = RouteConfig({});
  const { one, other } = Routes.prototype;
  for (const route of [one, other])
    expect(Reflect.getMetadata(KEY, route)).toEqual({ needs: 'emit', takesFile: true });
});
