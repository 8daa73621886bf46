import { verified } from '../../verified';

export async function POST(request: Request): Promise<Response> {
  verified(await request.text(), request.headers.get('stripe-signature') ?? '');
  return Response.json({ received: true });
}
