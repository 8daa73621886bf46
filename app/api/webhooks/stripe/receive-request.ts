import { type PaymentService, readLimitedText, WEBHOOK_BODY_LIMIT } from '@/lib/payments';

/** Takes in one webhook delivery that came as a web request. */
export async function receiveRequest(
  payments: Pick<PaymentService, 'receiveWebhook'>,
  request: Request,
): Promise<Response> {
  const length = request.headers.get('content-length');
  const body = await readLimitedText(request.body, length, WEBHOOK_BODY_LIMIT);
  if (body === null) {
    // The rest is not read, so the connection is of no use: a sender that kept it would lose its next delivery on it.
    return new Response('Body too large', { status: 413, headers: { Connection: 'close' } });
  }
  const answer = await payments.receiveWebhook(body, request.headers.get('stripe-signature'));
  return new Response(answer.body, { status: answer.status });
}
