import { z } from 'zod';

/** What `npm test` tells the browser tests about the product that it has started for them. */
const schema = z.object({
  BASE_URL: z.url(),
  SANDBOX_URL: z.url(),
  DATABASE_URL: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().startsWith('sk_test_'),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_'),
  NEXTAUTH_SECRET: z.string().min(16),
  CRON_SECRET: z.string().min(16),
  ADMIN_EMAIL: z.email(),
  ADMIN_PASSWORD: z.string().min(10),
  /** The file that the application's output goes to. */
  APP_LOG: z.string().min(1),
  /** JSON list of every secret that the application was given. */
  APP_SECRETS: z.string().transform((text) => z.array(z.string().min(8)).parse(JSON.parse(text))),
});

export const settings = schema.parse(process.env);
