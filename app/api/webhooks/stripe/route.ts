import { getPayments, WEBHOOK_BODY_LIMIT } from '@/lib/payments';
import { readLimitedText } from './read-limited-text';

/** Takes in one webhook delivery. The only endpoint that another site may post to: its proof is the signature. */
export async function POST(request: Request): Promise<Response> {
  const body = await readLimitedText(request, WEBHOOK_BODY_LIMIT);
  if (body === null) return new Response('Body too large', { status: 413 });
  const payments = await getPayments();
  const answer = await payments.receiveWebhook(body, request.headers.get('stripe-signature'));
  return new Response(answer.body, { status: answer.status });
}
