/** Shorter strokes are a tap that trembled; steeper ones scroll. */
const LEAST_PX = 60;

/** Follows strokes of one finger to the left and right. @param on what they mean; on a map that is moved they mean nothing */
export const swiped = (on: (by: 'next' | 'previous') => void) => (node: HTMLElement) => {
  let from: { x: number; y: number } | null = null;
  const begin = ({ touches }: TouchEvent): void => {
    const [one] = touches;
    from = one && touches.length === 1 ? { x: one.clientX, y: one.clientY } : null;
  };
  const end = ({ changedTouches }: TouchEvent): void => {
    const [one] = changedTouches;
    if (!from || !one) return;
    const [right, down] = [one.clientX - from.x, one.clientY - from.y];
    from = null;
    if (Math.abs(right) < LEAST_PX || Math.abs(right) < 2 * Math.abs(down)) return;
    on(right < 0 ? 'next' : 'previous');
  };
  node.addEventListener('touchstart', begin, { passive: true });
  node.addEventListener('touchend', end, { passive: true });
  return () => {
    node.removeEventListener('touchstart', begin);
    node.removeEventListener('touchend', end);
  };
};
