import { button, el } from './dom.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

/** Tabs: arrow keys move between them, as people who use them with keys expect. */
export function tabs(all: readonly Tab[], current: string, choose: (id: string) => void): HTMLElement {
  const buttons = all.map(({ id, label }) =>
    button(
      { role: 'tab', id: `tab-${id}`, 'aria-controls': 'tab-panel', 'aria-selected': String(id === current), tabindex: id === current ? 0 : -1 },
      () => choose(id),
      label,
    ),
  );
  const list = el('div', { class: 'tabs', role: 'tablist' }, ...buttons);
  list.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = all.findIndex(({ id }) => id === current);
    const to = by === undefined ? undefined : all[(at + by + all.length) % all.length];
    if (!to) return;
    event.preventDefault();
    choose(to.id);
    document.getElementById(`tab-${to.id}`)?.focus();
  });
  return list;
}
