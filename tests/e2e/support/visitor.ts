import { sessionCookie } from './buyer';
import { settings } from './settings';

/** Asks the application without a browser, as a program that follows no redirects. */
export async function ask(
  path: string,
  {
    userId,
    headers,
    ...init
  }: Omit<RequestInit, 'headers'> & { userId?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const cookie = userId ? await sessionCookie(userId) : null;
  return fetch(new URL(path, settings.BASE_URL), {
    redirect: 'manual',
    ...init,
    headers: { ...headers, ...(cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {}) },
  });
}

/** The path and query of an answer's redirect; another host stays visible. */
export function redirectOf(answer: Response): string {
  const location = answer.headers.get('location');
  if (location === null) return `no redirect: ${answer.status}`;
  const url = new URL(location, settings.BASE_URL);
  return url.origin === settings.BASE_URL ? url.pathname + url.search : url.href;
}
