/** A list embedded in an object, whole. Stripe counts these, unlike the lists it answers page by page. */
export function embedded<T>(data: T[], url: string) {
  return { object: 'list' as const, data, has_more: false, total_count: data.length, url };
}
