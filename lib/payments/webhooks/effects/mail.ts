import type { MailName } from '../../mails/mail-name';
import type { MirrorKind } from '../../records';
import type { Effect } from './effect';

/**
 * The effect that puts a mail into the outbox. What it says is found out when it is sent, so that it is then still true.
 * @param kind the object it is about; an event whose object is of another kind has none
 * @param recipients SQL that answers `user_id` for everybody who gets it; $1 is the provider, $2 the object's id
 */
export function mail(name: MailName, kind: MirrorKind, recipients: string): Effect {
  const insert = `
    INSERT INTO outbox_mails (id, event_id, effect, recipient_id, object_id)
    SELECT gen_random_uuid(), $3, $4, found.user_id, $2
    FROM (${recipients}) AS found
    WHERE found.user_id IS NOT NULL
    ORDER BY found.user_id`;
  return {
    name,
    run: async (client, { id, provider, objectType, objectId }) => {
      if (objectType !== kind) return;
      await client.query(insert, [provider, objectId, id, name]);
    },
  };
}
