import { withoutSecretsIn } from '../../api/kernel/redaction';
import { escaped, Html } from '../html';

/** An object as indented JSON in which every known id is a link. Secrets are no more shown than in the request log. */
export function json(value: unknown, linkTo: (id: string) => string | null): Html {
  const lines = withoutSecretsIn(JSON.stringify(value, null, 2) ?? 'null');
  // Outside of quotes JSON has nothing to escape.
  const marked = lines.replace(/"((?:[^"\\]|\\.)*)"(\s*:)?/g, (whole, text: string, colon?: string) => {
    if (colon !== undefined) return `<span class="name">${escaped(`"${text}"`)}</span>${colon}`;
    const href = linkTo(text);
    const quoted = escaped(whole);
    return href === null ? quoted : `<a href="${escaped(href)}">${quoted}</a>`;
  });
  return new Html(`<pre class="json" tabindex="0">${marked}</pre>`);
}
