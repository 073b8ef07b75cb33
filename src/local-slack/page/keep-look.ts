/** Puts `next` in the place of `before`: what was unfolded stays so, and the focus stays on the same button. */
export function keepLook(before: HTMLElement, next: HTMLElement): void {
  const wasOpen = new Map([...before.querySelectorAll('details')].map((one) => [titleOf(one), one.open]));
  for (const details of next.querySelectorAll('details')) details.open = wasOpen.get(titleOf(details)) ?? details.open;
  const focused = before.contains(document.activeElement) ? focusable(before).indexOf(document.activeElement as HTMLElement) : -1;
  const action = focused >= 0 ? (document.activeElement as HTMLElement).dataset.action : undefined;
  before.replaceWith(next);
  if (focused < 0) return;
  const candidates = focusable(next);
  (candidates.find((one) => action !== undefined && one.dataset.action === action) ?? candidates[focused] ?? candidates.at(-1))?.focus({
    preventScroll: true,
  });
}

function titleOf(details: HTMLDetailsElement): string {
  return details.querySelector('summary')?.textContent ?? '';
}

function focusable(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary, [tabindex]')];
}
