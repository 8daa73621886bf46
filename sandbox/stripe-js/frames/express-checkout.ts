import { expressGuards } from '../link/express';
import { ExpressView } from './express-view';
import { runFrame } from './frame';

runFrame(expressGuards, ({ notify }) => {
  const view = new ExpressView((wallet) => notify({ kind: 'pressed', wallet }));
  return {
    root: view.root,
    configure: async (config) => {
      view.configure(config);
      return null;
    },
    state: () => null,
    // Buttons are asked nothing.
    answer: (question) => question,
    focus: () => view.focus(),
    clear: () => {},
  };
});
