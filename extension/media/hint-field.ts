/** One hint in the form: its name, its control, what it means, and a button that takes it away. */
import type { HintsField } from '../../language-server/protocol.ts';
import { html } from './elements.ts';

export interface HintField {
  readonly element: HTMLElement;
  /** A control that a person is in keeps what they typed. */
  update(field: HintsField): void;
  refuse(why: string): void;
}

/** @param set told of each value that a person gives; null takes the hint away */
export function hintField(first: HintsField, set: (value: string | null) => void): HintField {
  const id = `hint-${first.key}`;
  const problem = html('p', { class: 'problem', id: `${id}-problem`, role: 'status' });
  const reset = html('button', { type: 'button', class: 'reset', title: 'Take this hint away' }, '×');
  reset.setAttribute('aria-label', `Take ${first.key} away`);
  const control = controlFor(first, id);
  control.setAttribute('aria-describedby', `${id}-doc ${id}-problem`);
  const [summary = '', rest = ''] = sentences(first.doc);
  const element = html(
    'div',
    { class: 'field', 'data-key': first.key },
    html('label', { for: id }, first.key),
    html(
      'div',
      { class: 'control' },
      control,
      first.unit === undefined ? undefined : html('span', { class: 'unit' }, first.unit),
      reset,
    ),
    html('p', { class: 'doc', id: `${id}-doc`, title: `${first.allowed}${rest && `\n${rest}`}` }, ...coded(summary)),
    problem,
  );
  let written = first.value;
  control.addEventListener('change', () => {
    const value = control.value.trim();
    if (value !== (written ?? '')) set(value === '' ? null : value);
  });
  reset.addEventListener('click', () => set(null));
  const say = (text: string, severity: 'error' | 'warning' | undefined): void => {
    problem.textContent = text;
    problem.hidden = text === '';
    problem.className = `problem ${severity ?? ''}`;
    control.setAttribute('aria-invalid', String(severity === 'error'));
  };
  const view: HintField = {
    element,
    update({ value, otherwise, problem: found }) {
      written = value;
      element.classList.toggle('written', value !== undefined);
      reset.hidden = value === undefined;
      const other = otherwise ? `${otherwise.value} (${otherwise.from})` : 'not set';
      if (control instanceof HTMLInputElement) control.placeholder = other;
      else offer(control, first, value, other);
      const typing = document.activeElement === control && control instanceof HTMLInputElement && control.value !== '';
      if (!typing || value !== undefined) control.value = value ?? '';
      say(found?.message ?? '', found?.severity);
    },
    refuse: why => say(why, 'error'),
  };
  view.update(first);
  return view;
}

function controlFor({ closed, choices }: HintsField, id: string): HTMLSelectElement | HTMLInputElement {
  if (closed) return html('select', { id });
  const input = html('input', { id, type: 'text', spellcheck: 'false', autocomplete: 'off' });
  if (choices.length === 0) return input;
  const list = html(
    'datalist',
    { id: `${id}-choices` },
    ...choices.map(({ value, doc }) => html('option', { value }, doc)),
  );
  input.setAttribute('list', list.id);
  // A list belongs beside its input, where the page can find it.
  document.body.append(list);
  return input;
}

/** What is written and is none of the choices is one of them too: a variable, or a mistake. */
function offer(control: HTMLSelectElement, { choices }: HintsField, value: string | undefined, other: string): void {
  const odd = value !== undefined && !choices.some(one => one.value === value) ? [{ value, doc: '' }] : [];
  control.replaceChildren(
    html('option', { value: '' }, other),
    ...[...odd, ...choices].map(one => html('option', { value: one.value, title: one.doc }, one.value)),
  );
}

/** The first one, and the others. */
function sentences(doc: string): readonly string[] {
  const first = /^.*?\.(?=\s|$)/.exec(doc)?.[0] ?? doc;
  return [first, doc.slice(first.length).trim()];
}

/** `code` of Markdown as such. */
const coded = (text: string): readonly (string | HTMLElement)[] =>
  text.split('`').map((part, i) => (i % 2 === 1 ? html('code', {}, part) : part));
