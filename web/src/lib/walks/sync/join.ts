import type { Role, Uuid } from '@quartierblick/gis/walks/event.ts';
import type { WalkBase } from '../store/db.ts';
import { newDevice } from '../store/new-device.ts';
import { joinedWalks, keepJoined, walkBase } from '../store/open.ts';
import type { Joined } from '../store/types.ts';
import type { JoinedAnswer } from '@quartierblick/gis/walks/people.ts';
import type { Answer, JoinRequest, Refusal, Transport } from './transport.ts';

/** The server does not let this browser in: `walk-link-void`, `walk-full`, `walk-closed`, `too-many-attempts`, … */
export class JoinRefused extends Error {
  override name = 'JoinRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.type);
    this.refusal = refusal;
  }
}

interface Wish {
  role?: Role | undefined;
  name?: string | undefined;
}

async function keep(
  { walk, ...answer }: JoinedAnswer,
  key: string,
  code: string | null,
  base: WalkBase,
): Promise<Joined> {
  return keepJoined({ walk: walk.key, ...answer, key, code }, base);
}

/**
 * Joins as one of the devices that this browser is already, or as a new one: whoever joins again goes on where it was, with everything
 * that it had not sent.
 * @throws JoinRefused; whatever the transport rejects with, and then asking again is asking once
 */
async function join(
  request: Pick<JoinRequest, 'by' | 'role' | 'name'>,
  known: readonly Joined[],
  { base, transport }: { base: WalkBase; transport: Transport },
): Promise<Joined> {
  const code = 'code' in request.by ? request.by.code : null;
  const ask = async (device: Pick<JoinRequest, 'device' | 'key'>): Promise<Answer<JoinedAnswer>> =>
    transport.join({ ...request, device: device.device, key: device.key });
  for (const { device, key } of known) {
    const answer = await ask({ device, key });
    if (answer.ok) return keep(answer.body, key, code, base);
    if (answer.refusal.type !== 'device-taken') throw new JoinRefused(answer.refusal);
  }
  const made = newDevice();
  const answer = await ask(made);
  if (!answer.ok) throw new JoinRefused(answer.refusal);
  // Whoever may edit here already does not become a guest by a code.
  const editor = (await joinedWalks(base)).find(
    ({ walk, may, ended }) => walk === answer.body.walk.key && may === 'edit' && ended === null,
  );
  return editor && answer.body.may === 'add' ? editor : keep(answer.body, made.key, code, base);
}

/** Joins the walk to which a code leads. */
export async function joinByCode(
  code: string,
  { role, name }: Wish,
  transport: Transport,
  base = walkBase,
): Promise<Joined> {
  const guests = (await joinedWalks(base)).filter(({ may }) => may === 'add');
  return join({ by: { code }, role, name }, guests, { base, transport });
}

/** Joins a walk with the account that is signed in. */
export async function joinAsAccount(
  walk: Uuid,
  { role }: Wish,
  transport: Transport,
  base = walkBase,
): Promise<Joined> {
  const mine = (await joinedWalks(base)).filter((one) => one.walk === walk && one.may === 'edit');
  return join({ by: { walk }, role }, mine, { base, transport });
}
