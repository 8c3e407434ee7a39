interface Page {
  /** Whether what can be chosen is shut for a moment; read anew with every change that may take a control away. */
  changing: () => boolean;
  root: () => HTMLElement | undefined;
  /** Where it goes on if nothing is left of where it was. */
  head?: () => HTMLElement | undefined;
}

const isUsable = (element: HTMLElement): boolean => element.isConnected && !element.matches(':disabled');

/**
 * Keeps the keyboard where it was when its control is gone or shut for a moment: browsers would begin at the top of the page again.
 * What takes the place of a control is told by `data-place`: the last one of that name has the focus, or its first control.
 * Whoever has gone elsewhere meanwhile is left there. To be called while a component is made.
 */
export function keepFocus({ changing, root, head }: Page): void {
  let held: HTMLElement | null = null;
  let place: string | undefined;

  const placed = (): HTMLElement | undefined => {
    if (place === undefined) return undefined;
    const left = [...(root()?.querySelectorAll<HTMLElement>(`[data-place="${place}"]`) ?? [])].at(-1);
    return left?.querySelector<HTMLElement>('a, button, select') ?? left;
  };

  $effect.pre(() => {
    changing();
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || active === document.body) return;
    held = active;
    place = active.closest<HTMLElement>('[data-place]')?.dataset['place'];
  });
  $effect(() => {
    const waits = changing();
    if (held && document.activeElement === document.body) {
      const next = isUsable(held) ? held : placed();
      (next ?? (waits ? undefined : head?.()))?.focus();
    }
    if (!waits) held = null;
  });
}
