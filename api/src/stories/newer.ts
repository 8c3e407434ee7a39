import type { MiddlewareHandler } from 'hono';
import { STORY_FORMAT } from '@quartierblick/gis/stories/story.ts';
import { Problem } from '../errors.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The format that a body names, itself or within `story`. */
function formatOf(body: unknown): unknown {
  if (!isRecord(body)) return undefined;
  return isRecord(body['story']) ? body['story']['format'] : body['format'];
}

/** Refuses a story that a newer version of the application has written: what it means by its parts is not known here. @throws Problem 422 */
export const refuseNewer: MiddlewareHandler = async (c, next) => {
  const format = formatOf(await c.req.json().catch(() => undefined));
  if (typeof format === 'number' && format > STORY_FORMAT) {
    throw new Problem({
      status: 422,
      type: 'newer-story',
      title: { de: 'Diese Geschichte ist zu neu', en: 'This story is too new' },
      detail: {
        de: `Sie wurde mit einer neueren Version von Quartierblick geschrieben (Format ${format}); diese hier liest bis Format ${STORY_FORMAT}. Bitte zuerst aktualisieren.`,
        en: `It was written by a newer version of Quartierblick (format ${format}); this one reads up to format ${STORY_FORMAT}. Please update first.`,
      },
    });
  }
  await next();
};
