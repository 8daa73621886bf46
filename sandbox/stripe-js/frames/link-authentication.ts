import { isEmail } from '../address/contact';
import { emailGuards } from '../link/email';
import { submitted } from '../link/submitted';
import { addressStrings } from '../locale/address';
import { element } from './dom';
import { runFrame } from './frame';
import { TextField } from './text-field';

let words = addressStrings('en');
let filled: string | null = null;

function judge(text: string): string | null {
  if (text === '') return words.emailIncomplete;
  if (isEmail(text)) return null;
  return text.includes('@') && !text.endsWith('@') ? words.emailInvalid : words.emailIncomplete;
}

runFrame(emailGuards, ({ changed }) => {
  const field = new TextField({
    name: 'email',
    autocomplete: 'email',
    type: 'email',
    onChange: changed,
    judge,
  });
  const form = element('form', { class: 'Form', novalidate: '', autocomplete: 'on' }, field.root);
  form.addEventListener('submit', (event) => event.preventDefault());
  field.require(true);
  return {
    root: form,
    configure: async (config) => {
      words = addressStrings(config.language);
      field.label.textContent = words.email;
      if (config.email !== null && config.email !== filled) field.text = config.email;
      filled = config.email;
      if (field.hasProblem) field.showFault();
      return null;
    },
    state: () => ({
      empty: field.text === '',
      complete: field.fault === null,
      invalid: field.hasProblem,
      value: { email: field.text },
    }),
    answer: async () => {
      field.showFault();
      changed();
      const message = field.fault;
      const code = field.text === '' ? 'incomplete_email' : 'invalid_email';
      return submitted(message === null ? null : { type: 'validation_error', code, message });
    },
    focus: () => field.control.focus(),
    clear: () => {
      field.clear();
      changed();
    },
  };
});
