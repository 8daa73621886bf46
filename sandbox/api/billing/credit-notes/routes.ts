import { defineRoute, mergeMetadata, p, paginate, type Transaction, visible, within } from '../../kernel';
import { customers } from '../../payments';
import { invoices } from '../invoices/invoice';
import { type CreditNote, creditNotes } from './credit-note';
import { drawNote } from './draw-up';
import { checkParts } from './give-back';
import { issue } from './issue';
import { listParams, type NoteParams, noteParams, previewLinesParams, updateParams } from './params';
import { voidRoute } from './void';

const create = defineRoute({
  method: 'POST',
  path: '/v1/credit_notes',
  params: noteParams,
  handle: ({ tx, params, caller }): CreditNote =>
    issue(tx, tx.referenced(invoices, params.invoice, 'invoice'), params, caller),
});

const preview = defineRoute({
  method: 'GET',
  path: '/v1/credit_notes/preview',
  params: noteParams,
  handle: ({ tx, params, caller }): CreditNote => ({
    ...previewed(tx, params),
    pdf: `${caller.origin}/credit_notes/preview/pdf`,
  }),
});

const previewLines = defineRoute({
  method: 'GET',
  path: '/v1/credit_notes/preview/lines',
  params: previewLinesParams,
  handle: ({ tx, params }) =>
    paginate(previewed(tx, params).lines.data, params, '/v1/credit_notes/preview/lines'),
});

function previewed(tx: Transaction, params: NoteParams): CreditNote {
  const invoice = tx.referenced(invoices, params.invoice, 'invoice');
  const note = drawNote(tx, invoice, params);
  checkParts(tx, note, invoice, params);
  return note;
}

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/credit_notes/:credit_note',
  params: p.none,
  handle: ({ tx, path }): CreditNote => tx.addressed(creditNotes, path('credit_note')),
});

const lines = defineRoute({
  method: 'GET',
  path: '/v1/credit_notes/:credit_note/lines',
  params: p.params(p.page),
  handle({ tx, params, path }) {
    const note = tx.addressed(creditNotes, path('credit_note'));
    return paginate(note.lines.data, params, `/v1/credit_notes/${note.id}/lines`);
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/credit_notes/:credit_note',
  params: updateParams,
  handle({ tx, params, path }): CreditNote {
    const before = tx.addressed(creditNotes, path('credit_note'));
    const after = tx.put(creditNotes, {
      ...before,
      memo: params.memo ?? before.memo,
      metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
    });
    tx.emitUpdated('credit_note.updated', before, after);
    return after;
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/credit_notes',
  params: listParams,
  handle({ tx, params }) {
    const { created, customer, invoice } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const from =
      invoice !== undefined
        ? tx.where(creditNotes, 'invoice', invoice)
        : customer !== undefined
          ? tx.where(creditNotes, 'customer', customer)
          : visible(tx, tx.all(creditNotes), undefined);
    const matching = from.filter(
      (note) => (customer === undefined || note.customer === customer) && within(note.created, created),
    );
    return paginate(matching, params, '/v1/credit_notes');
  },
});

export const creditNoteRoutes = [create, preview, previewLines, retrieve, lines, update, list, voidRoute];
