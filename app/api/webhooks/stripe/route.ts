import { getPayments } from '@/lib/payments';
import { receiveRequest } from './receive-request';

/** Takes in one webhook delivery. The only endpoint that another site may post to: its proof is the signature. */
export async function POST(request: Request): Promise<Response> {
  return receiveRequest(await getPayments(), request);
}
