import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import { RouteConfig } from '@nestjs/platform-fastify';
import { TakesFile } from './edge/file-body.js';
import { Needs } from './guard/needs.js';

class Routes {
  @Needs('emit')
  @TakesFile()
  one() {
    return 1;
  }

  @TakesFile()
  @Needs('emit')
  other() {
    return 2;
  }
}

it('what is said of a route stays when something else is said of it', () => {
  const { KEY } = RouteConfig({});
  for (const name of ['one', 'other'])
    expect(Reflect.getMetadata(KEY, Reflect.get(Routes.prototype, name) as object)).toEqual({
      needs: 'emit',
      made: {},
      takesFile: true,
    });
});
