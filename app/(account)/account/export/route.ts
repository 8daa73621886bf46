import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';

/** Everything that is kept about the signed-in user, as a file. */
export async function GET(): Promise<Response> {
  const user = await requireUser('/account');
  const data = await (await getPayments()).exportData(user.id);
  return new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="billfold-data.json"',
      'cache-control': 'no-store',
    },
  });
}
