/**
 * SQL for the id of the user a mirror row belongs to, null for nobody of ours: what `users` says, never an e-mail. Where
 * the customer was deleted, and so unlinked, the id we once wrote into it still says whose it was; the events of what
 * ended with it come in any order.
 * @param row the alias of a mirror row
 * @param customer the column that names its customer
 */
export function ownerOf(row: string, customer = `${row}.customer_id`): string {
  return `COALESCE(
    (SELECT owner.id FROM users owner WHERE owner.stripe_customer_id = ${customer}),
    (SELECT former.id FROM customers gone JOIN users former ON former.id = gone.user_id
     WHERE gone.provider = ${row}.provider AND gone.id = ${customer} AND gone.deleted_at IS NOT NULL))`;
}
