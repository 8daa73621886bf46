import type { Html } from '../../html';
import { messageIn } from '../../reply';
import type { Acted, Reply, View } from '../../view';

/** One group of switches: what it shows, and what each of its buttons does, by the value of `do`. */
export interface Switch {
  title: string;
  render(view: View): Html;
  acts: Readonly<Record<string, (view: View, form: URLSearchParams) => Promise<Acted>>>;
}

/** What a control answered, when there is nothing to say of it but that it was done. */
export async function done(reply: Promise<Reply>): Promise<Acted> {
  const answered = await reply;
  return answered.status === 200 ? { kind: 'done' } : { kind: 'refused', message: messageIn(answered) };
}
