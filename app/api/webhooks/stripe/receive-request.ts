import { type PaymentService, readLimitedText, WEBHOOK_BODY_LIMIT } from '@/lib/payments';

/** The exact text of the body, or null for one above the limit. */
async function bodyOf(request: Request): Promise<string | null> {
  const length = request.headers.get('content-length');
  // Nobody sends more than the length they name: the server's own parser holds them to it. So it is read in one go,
  // which costs less than chunk by chunk.
  if (length !== null && Number(length) <= WEBHOOK_BODY_LIMIT) return request.text();
  return readLimitedText(request.body, length, WEBHOOK_BODY_LIMIT);
}

/** Takes in one webhook delivery that came as a web request. */
export async function receiveRequest(
  payments: Pick<PaymentService, 'receiveWebhook'>,
  request: Request,
): Promise<Response> {
  const body = await bodyOf(request);
  if (body === null) {
    // The rest is not read, so the connection is of no use: a sender that kept it would lose its next delivery on it.
    return new Response('Body too large', { status: 413, headers: { Connection: 'close' } });
  }
  const answer = await payments.receiveWebhook(body, request.headers.get('stripe-signature'));
  return new Response(answer.body, { status: answer.status });
}
