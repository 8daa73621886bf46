import { getDb } from '@/lib/db';
import { isDuplicate } from './create-user';
import { normalizeEmail } from './credentials';

/** What a provider (Google, GitHub) says about the person who came back from it. */
export type OAuthIdentity = {
  readonly provider: string;
  readonly providerAccountId: string;
  readonly email: string | null;
  readonly name: string | null;
};
export type OAuthAnswer =
  | { readonly kind: 'signed_in'; readonly userId: string; readonly role: string }
  | { readonly kind: 'no_email' }
  /** The e-mail has an account that this provider was never linked to. */
  | { readonly kind: 'not_linked' };

const whoIs = { id: true, role: true } as const;

async function findLinked({ provider, providerAccountId }: OAuthIdentity) {
  const account = await getDb().oAuthAccount.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
    select: { user: { select: whoIs } },
  });
  return account?.user ?? null;
}

/**
 * The user behind a provider's account, made at the first visit. An existing user is never found by e-mail: whoever registers
 * somebody's address at a provider would then hold their account here.
 */
export async function oauthUser(identity: OAuthIdentity): Promise<OAuthAnswer> {
  const linked = await findLinked(identity);
  if (linked) return { kind: 'signed_in', userId: linked.id, role: linked.role };
  if (!identity.email) return { kind: 'no_email' };
  const email = normalizeEmail(identity.email);
  const { provider, providerAccountId } = identity;
  try {
    const user = await getDb().user.create({
      data: {
        email,
        name: identity.name?.trim() || email,
        accounts: { create: { provider, providerAccountId } },
      },
      select: whoIs,
    });
    return { kind: 'signed_in', userId: user.id, role: user.role };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Either the e-mail is somebody's, or the same person came back twice at once and the other request linked them.
    const winner = await findLinked(identity);
    return winner ? { kind: 'signed_in', userId: winner.id, role: winner.role } : { kind: 'not_linked' };
  }
}
