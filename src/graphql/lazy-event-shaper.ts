import type { House } from '../door/use-case.ts';
import type { Log } from '../kernel/log.ts';
import type { ShapeEvent } from './api-context.ts';

/** What shapes payloads. It is loaded and started for the first event: most processes never shape one, and it takes long. */
export const lazyEventShaper = (house: House, log: Log): ShapeEvent => {
  let starting: Promise<ShapeEvent> | null = null;
  const start = async (): Promise<ShapeEvent> => {
    const [{ buildPartnerSchema }, { apiContextOf }, { startEventShaper }] = await Promise.all([
      import('./schema.ts'),
      import('./api-context.ts'),
      import('./event-shaper.ts'),
    ]);
    const contextFor = apiContextOf(house, { shapeEvent });
    return startEventShaper({ house, log, schema: await buildPartnerSchema(), contextFor });
  };
  const shapeEvent: ShapeEvent = async (shape, eventId) => {
    starting ??= start();
    return (await starting)(shape, eventId);
  };
  return shapeEvent;
};
