/** A mail ready to go. */
export type Mail = {
  /** The outbox row's id: a mail that is sent twice is recognized by it, here and by mail servers. */
  readonly id: string;
  readonly recipient: { readonly id: string; readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** `failed`: it may or may not have arrived. The detail says what went wrong without naming anybody. */
export type Delivery = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly detail: string };

/** Takes mails where they are going. It never throws for what a mail server may do. */
export interface Mailer {
  /** Where the links in its mails lead, without a slash at the end. */
  readonly siteUrl: string;
  send(mail: Mail): Promise<Delivery>;
}

/** The same for every try, so that whoever gets a mail twice can see that it is one. */
export function messageIdOf({ id }: Mail, siteUrl: string): string {
  return `<${id}@${new URL(siteUrl).hostname}>`;
}
