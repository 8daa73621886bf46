export type CursorQuery = { readonly after?: string | string[] };

/** The cursor in the address of a list, or null for the first page. */
export async function cursorOf(searchParams: Promise<CursorQuery>): Promise<string | null> {
  const { after } = await searchParams;
  return typeof after === 'string' && after !== '' ? after : null;
}
