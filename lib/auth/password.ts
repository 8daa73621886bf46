import { hash, verify } from '@node-rs/argon2';

export const PASSWORD = { min: 10, max: 200 } as const;

// argon2id with OWASP's first choice of cost; each hash carries its own, so raising these keeps old ones valid.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** One person's keyboard may compose é and another's send e + accent: both must match. */
const canonical = (password: string): string => password.normalize('NFKC');

/** Hashes a password for `users.password_hash`. */
export function hashPassword(password: string): Promise<string> {
  return hash(canonical(password), COST);
}

let decoy: Promise<string> | undefined;

/**
 * Whether a password belongs to a stored hash. With no hash (unknown e-mail, or a user who signs in through a provider) the
 * same work is done against a decoy, so that the time taken does not tell which e-mails have an account.
 */
export async function passwordMatches(storedHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(storedHash ?? (await decoy), canonical(password));
  return storedHash !== null && matches;
}
