import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig } from 'fastify';

/** Says something of a route beside what others say of it: Nest's own `RouteConfig` takes the place of all that was said before. */
export function routeConfig(config: FastifyContextConfig): MethodDecorator {
  return (target, name, descriptor) => {
    const { KEY } = RouteConfig(config);
    const said = Reflect.getMetadata(KEY, descriptor.value as object) as FastifyContextConfig | undefined;
    RouteConfig({ ...said, ...config })(target, name, descriptor);
  };
}
