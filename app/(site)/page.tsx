import { TestCards } from '@/components/site/test-cards';
import { Wallet } from '@/components/site/wallet';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { currentUser } from '@/lib/auth/session';
import { getEnv } from '@/lib/env';

const PROMISES = [
  {
    title: 'Never twice',
    text: 'A double click, a second tab, a retry after a crash: all of them carry on the one purchase that was begun.',
  },
  {
    title: 'Never lost',
    text: 'What Stripe reports is stored before it is answered. If a report never comes, the page finds out by itself.',
  },
  {
    title: 'Never guessed',
    text: 'Access follows what Stripe holds, read again each time something changes, whatever order the news came in.',
  },
] as const;

const STEPS = [
  [
    'You type your card',
    'Into a frame of its own. The number never passes through this page, this server or its logs.',
  ],
  [
    'You press Subscribe',
    'Your intent is saved first, under a key that can only ever make one subscription.',
  ],
  [
    'Your bank agrees',
    'If it wants to see it’s you, it asks in a window on top of this page, and you stay where you were.',
  ],
  [
    'The paid part opens',
    'As soon as Stripe says so, whether its message came early, late, twice or not at all.',
  ],
] as const;

function Hero({ signedIn }: { signedIn: boolean }) {
  return (
    <div className="grid items-center gap-14 lg:grid-cols-[1.15fr_1fr]">
      <div>
        <h1 className="text-3xl">Getting paid, finished.</h1>
        <p className="mt-6 max-w-xl text-ink-soft text-lg">
          Billfold is the payments half of a product: plans, a card form inside your own pages, invoices, and
          the quiet work that keeps every charge right.
        </p>
        <div className="mt-9 flex flex-wrap gap-3">
          <ButtonLink href="/pricing" size="lg">
            See the plans
          </ButtonLink>
          <ButtonLink href={signedIn ? '/account' : '/sign-up'} look="secondary" size="lg">
            {signedIn ? 'Go to your account' : 'Create an account'}
          </ButtonLink>
        </div>
      </div>
      <Wallet />
    </div>
  );
}

function Promises() {
  return (
    <ul className="mt-20 grid gap-x-10 gap-y-8 border-line border-t pt-10 sm:grid-cols-3 lg:mt-28">
      {PROMISES.map(({ title, text }) => (
        <li key={title}>
          <h2 className="text-lg">{title}</h2>
          <p className="mt-2 text-ink-soft text-sm">{text}</p>
        </li>
      ))}
    </ul>
  );
}

function Steps() {
  return (
    <section aria-labelledby="steps" className="mt-20 grid gap-10 lg:mt-28 lg:grid-cols-[1fr_1.6fr]">
      <h2 id="steps" className="text-xl">
        What happens to a payment
      </h2>
      <ol className="divide-y divide-line border-line border-y">
        {STEPS.map(([title, text], index) => (
          <li key={title} className="grid gap-x-6 gap-y-1 py-5 sm:grid-cols-[2rem_11rem_1fr]">
            <span className="font-mono text-accent text-sm">{index + 1}</span>
            <h3 className="text-base">{title}</h3>
            <p className="text-ink-soft text-sm">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function TryIt() {
  return (
    <section aria-labelledby="try" className="mt-20 grid gap-10 lg:mt-28 lg:grid-cols-[1fr_1.6fr]">
      <div>
        <h2 id="try" className="text-xl">
          Try it with these cards
        </h2>
        <p className="mt-3 text-ink-soft text-sm">
          Any date in the future and any security code will do. No money moves here.
        </p>
      </div>
      <Panel className="py-3! sm:py-4!">
        <TestCards />
      </Panel>
    </section>
  );
}

type Props = { readonly searchParams: Promise<{ readonly account?: string | string[] }> };

export default async function HomePage({ searchParams }: Props) {
  const [user, { account }] = await Promise.all([currentUser(), searchParams]);
  return (
    <>
      {account === 'deleted' && user === null && (
        <div role="status" className="mb-8">
          <Notice>Your account was deleted, and nothing is charged any more.</Notice>
        </div>
      )}
      <Hero signedIn={user !== null} />
      <Promises />
      <Steps />
      {getEnv().mode !== 'live' && <TryIt />}
    </>
  );
}
