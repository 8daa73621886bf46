/** The headers every page and endpoint answers with, beside the Content-Security-Policy. */
export function securityHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    // Addresses hold operation ids. Not `no-referrer`: with it browsers send `Origin: null` on our own forms.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Permissions-Policy':
      'payment=(self "https://js.stripe.com"), camera=(), microphone=(), geolocation=(), usb=(), browsing-topics=()',
    // Banks' and wallets' windows must keep their opener, so not `same-origin`.
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    ...(https ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}
