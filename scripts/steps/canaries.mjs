/**
 * The build is given these in place of every secret, so that no real one can get into it; and whoever finds one of
 * them in the built files has found a leak (`npm test -- bundle` looks). They are no secrets themselves.
 */
export const CANARIES = {
  STRIPE_SECRET_KEY: 'sk_test_canary0f3b9build',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_canary0f3b9build',
  STRIPE_WEBHOOK_SECRET: 'whsec_canary0f3b9build',
  STRIPE_WEBHOOK_SECRET_PREVIOUS: 'whsec_canary0f3b9previous',
  NEXTAUTH_SECRET: 'canary0f3b9nextauthsecret',
  // Nothing listens on port 1: a build that needs a database fails here instead of at a customer's.
  DATABASE_URL: 'postgresql://canary:canary0f3b9password@127.0.0.1:1/canary',
  GOOGLE_CLIENT_ID: 'canary0f3b9google',
  GOOGLE_CLIENT_SECRET: 'canary0f3b9googlesecret',
  GITHUB_ID: 'canary0f3b9github',
  GITHUB_SECRET: 'canary0f3b9githubsecret',
  ADMIN_PASSWORD: 'canary0f3b9admin',
};
