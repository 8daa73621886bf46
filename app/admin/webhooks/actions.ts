'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { eventsAddress, parseFilter } from './filter';

const idSchema = z.string().regex(/^[1-9]\d{0,17}$/);

/** Makes one event due again; comes back to the list as it was filtered. */
export async function replayEvent(form: FormData): Promise<void> {
  const staff = await requireStaff('steer');
  const id = idSchema.parse(form.get('id'));
  const { adminActs } = await getPayments();
  const { kind } = await adminActs.replayEvent(id, staff);
  redirect(eventsAddress(parseFilter(Object.fromEntries(form)), { done: kind }));
}

/** Puts an event that was given up on aside. */
export async function ignoreEvent(form: FormData): Promise<void> {
  const staff = await requireStaff('steer');
  const id = idSchema.parse(form.get('id'));
  const { adminActs } = await getPayments();
  const done = (await adminActs.ignoreEvent(id, staff)) ? 'ignored' : 'left_alone';
  redirect(eventsAddress(parseFilter(Object.fromEntries(form)), { done }));
}

/** Makes every event that was given up on due again, or those of the type in the form. */
export async function replayGivenUp(form: FormData): Promise<void> {
  const staff = await requireStaff('steer');
  const { type } = parseFilter(Object.fromEntries(form));
  const { adminActs } = await getPayments();
  const replayed = await adminActs.replayDead(type, staff);
  const count = replayed.kind === 'replayed' ? replayed.count : 0;
  redirect(eventsAddress({ state: null, type }, { done: 'all', count: String(count) }));
}
