import type { MailName } from '../../mails/mail-name';
import type { MirrorKind } from '../../records';
import type { Effect } from './effect';

/**
 * The effect that puts a mail into the outbox. What it says is found out when it is sent, so that it is then still true.
 * @param kind the object it is about; an event whose object is of another kind has none
 * @param recipients SQL that answers `user_id` for everybody who gets it; $1 is the provider, `due.object_id` the object's id
 */
export function mail(name: MailName, kind: MirrorKind, recipients: string): Effect {
  const insert = `
    INSERT INTO outbox_mails (id, event_id, effect, recipient_id, object_id)
    SELECT gen_random_uuid(), due.event_id, $4, found.user_id, due.object_id
    FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS due (event_id, object_id, place),
         LATERAL (${recipients}) AS found
    WHERE found.user_id IS NOT NULL
    ORDER BY due.place, found.user_id`;
  return {
    name,
    run: async (client, provider, events) => {
      const due = events.filter(({ objectType }) => objectType === kind);
      await client.query({
        name: `mail_${name}`,
        text: insert,
        values: [provider, due.map(({ id }) => id), due.map(({ objectId }) => objectId), name],
      });
    },
  };
}
