import { formatDuration } from '../terminal/duration.mjs';

const CARDS = [
  ['4242 4242 4242 4242', 'succeeds'],
  ['4000 0025 0000 3155', 'asks for 3-D Secure'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0000 0000 9995', 'is declined: insufficient funds'],
];

/**
 * Where to go, who to sign in as, which cards to try.
 * @param {import('../terminal/progress.mjs').Progress} progress
 * @param {import('../project/settings.mjs').Settings} settings
 * @param {{ sandboxUrl: string | null, milliseconds: number }} start
 */
export function printWelcome({ say, palette }, settings, { sandboxUrl, milliseconds }) {
  const { strong, dim, good } = palette;
  say();
  say(`${good('●')} ${strong('Billfold is running')}  ${dim(`ready in ${formatDuration(milliseconds)}`)}`);
  say();
  say(`  Open       ${strong(settings.url)}`);
  say(`  Admin      ${strong(settings.admin.email)}  password ${strong(settings.admin.password)}`);
  say(`  Anyone     ${settings.url}/sign-up`);
  say();
  if (sandboxUrl) {
    say(`  Cards      any future date, any security code ${dim('(no real money, no Stripe account)')}`);
    for (const [number, effect] of CARDS) say(`             ${number}  ${dim(effect ?? '')}`);
    say();
    say(
      `  Sandbox    ${sandboxUrl}/dashboard  ${dim('stands in for Stripe: look inside, move time, break things')}`,
    );
  } else {
    say(`  Stripe     your ${settings.mode} account`);
    if (settings.mode === 'test') {
      say(
        `             webhooks: stripe listen --forward-to ${new URL(settings.url).host}/api/webhooks/stripe`,
      );
    }
  }
  if (sandboxUrl && !settings.env.SMTP_URL)
    say(`  Mail       ${settings.url}/mailbox  ${dim('receipts and notices stay here')}`);
  say(`  Logs       .billfold/logs`);
  say(`  End        Ctrl-C ${dim('(what you did is kept for the next start)')}`);
  say();
}
