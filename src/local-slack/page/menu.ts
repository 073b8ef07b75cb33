import { button, el } from './dom.ts';

interface MenuItem {
  readonly label: string;
  readonly act: () => void;
}

/** A menu at a button: arrow keys move, Enter chooses, Escape and Tab close it. */
export function openMenu(opener: HTMLElement, items: readonly MenuItem[]): void {
  const menu = el('div', { class: 'menu', role: 'menu', popover: 'auto' });
  const close = () => {
    menu.hidePopover();
    opener.focus();
  };
  const entries = items.map(({ label, act }) =>
    button(
      { role: 'menuitem', tabindex: -1 },
      () => {
        close();
        act();
      },
      label,
    ),
  );
  menu.append(...entries);
  menu.addEventListener('keydown', (event) => {
    const at = entries.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) entries.at(to % entries.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener('toggle', (event) => {
    opener.setAttribute('aria-expanded', String(event.newState === 'open'));
    if (event.newState === 'closed') menu.remove();
  });
  // within a dialog what lies outside of it cannot be reached
  (opener.closest('dialog') ?? document.body).append(menu);
  menu.showPopover();
  place(menu, opener);
  entries[0]?.focus();
}

function place(menu: HTMLElement, opener: HTMLElement): void {
  const at = opener.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const top = at.bottom + height > innerHeight ? Math.max(4, at.top - height - 4) : at.bottom + 4;
  menu.style.left = `${Math.max(4, Math.min(at.right - width, innerWidth - width - 4))}px`;
  menu.style.top = `${top}px`;
}
