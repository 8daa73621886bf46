import { storeInInbox } from '../../store';
import { verified } from '../../verified';

export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  await storeInInbox(verified(body, request.headers.get('stripe-signature') ?? ''), body);
  return Response.json({ received: true });
}
