import { TextLink } from '@/components/ui/link';

/** A mail as plain text; addresses of this site can be followed, any other is only text. */
export function MailText({ text, siteUrl }: { text: string; siteUrl: string }) {
  // Split at addresses: every second part is one.
  const parts = text.split(/(https?:\/\/\S+)/);
  return (
    <p className="whitespace-pre-wrap break-words font-mono text-sm">
      {parts.map((part, index) => {
        const ours = index % 2 === 1 && (part === siteUrl || part.startsWith(`${siteUrl}/`));
        return ours ? (
          <TextLink key={`${index}-${part}`} href={part}>
            {part}
          </TextLink>
        ) : (
          part
        );
      })}
    </p>
  );
}
