/** Where a payment is given back. */
export const refundPath = (paymentId: string): string =>
  `/admin/payments/${encodeURIComponent(paymentId)}/refund`;
