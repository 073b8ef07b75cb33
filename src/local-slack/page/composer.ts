import { button, el, newId } from './dom.ts';
import { icon } from './icons.ts';
import { word } from './words.ts';

interface ComposerOptions {
  readonly label: string;
  readonly placeholder: string;
  /** False: it could not be sent, and stays. */
  readonly send: (text: string) => boolean;
}

/** Where one types. */
export function composer({ label, placeholder, send }: ComposerOptions): HTMLFormElement {
  const hint = newId('hint');
  const text = el('textarea', { rows: 1, placeholder, 'aria-label': label, 'aria-describedby': hint, autocomplete: 'off', spellcheck: false });
  const form = el(
    'form',
    { class: 'composer' },
    text,
    el('button', { class: 'tool send', 'aria-label': word('send'), title: word('send') }, icon('send')),
    el('p', { class: 'hint', id: hint }, word('hint')),
  );
  const submit = () => {
    const typed = text.value.trim();
    if (typed !== '' && send(typed)) text.value = '';
    text.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener('keydown', (event) => {
    // while a Korean syllable is being composed, Enter belongs to the input method
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return form;
}

/** A button that is one of the questions to begin with. */
export function exampleButton(text: string, ask: (text: string) => void): HTMLElement {
  return button({ class: 'example' }, () => ask(text), text);
}
