import { z } from 'zod';
import { Refused } from './way.ts';

const problemSchema = z.looseObject({ type: z.string(), title: z.string(), detail: z.string().optional() });

/** What an answer of the api that is a problem says, as a refusal in one line. */
export async function refusedBy(response: Response): Promise<Refused> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (!problem.success) return new Refused('server', `HTTP ${response.status}`);
  const { type, title, detail } = problem.data;
  return new Refused(type.replace(/^urn:quartierblick:/, ''), detail ?? title);
}
