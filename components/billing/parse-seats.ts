import { SEATS } from '@/lib/payments/domain/catalog';

/** Seats as typed, or null when that is not a whole number in range. */
export function parseSeats(text: string): number | null {
  if (!/^\d{1,4}$/.test(text.trim())) return null;
  const seats = Number(text);
  return seats >= SEATS.min && seats <= SEATS.max ? seats : null;
}
