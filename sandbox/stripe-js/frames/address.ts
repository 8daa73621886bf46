import { addressGuards } from '../link/address';
import { submitted } from '../link/submitted';
import { AddressForm } from './address-form';
import { runFrame } from './frame';

runFrame(addressGuards, ({ changed }) => {
  const form = new AddressForm(changed);
  return {
    root: form.root,
    configure: async (config) => {
      form.configure(config);
      return null;
    },
    state: () => form.state,
    answer: async () => submitted(form.validate()),
    focus: () => form.focus(),
    clear: () => form.clear(),
  };
});
