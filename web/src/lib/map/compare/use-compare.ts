import { useScreen } from '../screen.svelte.ts';
import type { Compare } from './compare.svelte.ts';

/** The comparison of the map around, for what is shown only while two states are compared. @throws where there is none */
export function useCompare(): Compare {
  const { compare } = useScreen();
  if (!compare) throw new Error('nothing is compared');
  return compare;
}
