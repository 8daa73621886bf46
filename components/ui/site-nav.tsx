import { signOut } from '@/app/(auth)/sign-out';
import { staffRoleOf } from '@/lib/payments/domain/staff';
import { PlainLink } from './link';

export type NavUser = { readonly name: string; readonly role: string } | null;

type Entry = { readonly href: string; readonly label: string };

function entriesFor(user: NavUser): readonly Entry[] {
  return [
    { href: '/pricing', label: 'Pricing' },
    ...(user
      ? [
          { href: '/account', label: 'Account' },
          { href: '/billing', label: 'Billing' },
        ]
      : []),
    ...(user && staffRoleOf(user.role) ? [{ href: '/admin', label: 'Admin' }] : []),
    ...(user ? [] : [{ href: '/sign-in', label: 'Sign in' }]),
  ];
}

function SignOutButton({ className }: { className: string }) {
  return (
    <form action={signOut}>
      <button type="submit" className={className}>
        Sign out
      </button>
    </form>
  );
}

const INVITING = 'font-medium text-accent hover:text-accent-strong';
const PLAIN = 'text-ink-soft hover:text-ink';

function NavLinks({ user, className }: { user: NavUser; className: string }) {
  return (
    <>
      {entriesFor(user).map(({ href, label }) => (
        <li key={href}>
          <PlainLink href={href} className={`${className} ${PLAIN}`}>
            {label}
          </PlainLink>
        </li>
      ))}
      <li>
        {user ? (
          <SignOutButton className={`${className} ${PLAIN}`} />
        ) : (
          <PlainLink href="/sign-up" className={`${className} ${INVITING}`}>
            Create account
          </PlainLink>
        )}
      </li>
    </>
  );
}

/** The site's navigation: a row where there is room, a disclosure that needs no script where there isn't. */
export function SiteNav({ user }: { user: NavUser }) {
  return (
    <>
      <nav aria-label="Main" className="hidden sm:block">
        <ul className="flex items-center gap-1 text-sm">
          <NavLinks user={user} className="rounded-sm px-3 py-2" />
        </ul>
      </nav>
      <details className="group relative sm:hidden">
        <summary className="flex min-h-11 items-center gap-2 rounded-md px-3 font-medium text-sm">
          <svg
            viewBox="0 0 20 20"
            className="size-5"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.8"
            aria-hidden="true"
          >
            <path className="group-open:hidden" d="M3 6.5h14M3 13.5h14" />
            <path className="hidden group-open:inline" d="m5 5 10 10M15 5 5 15" />
          </svg>
          Menu
        </summary>
        <nav
          aria-label="Main"
          className="absolute right-0 z-20 mt-2 w-56 rounded-md border border-line bg-card p-2 shadow-ink/10 shadow-lg"
        >
          <ul>
            <NavLinks
              user={user}
              className="block w-full rounded-sm px-3 py-2.5 text-left text-base hover:bg-ink/5"
            />
          </ul>
        </nav>
      </details>
    </>
  );
}
