import { type Html, html } from './html';
import { moment } from './parts/words';
import type { Notice, View } from './view';

const SECTIONS = [
  ['', 'Overview'],
  ['customers', 'Customers'],
  ['subscriptions', 'Subscriptions'],
  ['invoices', 'Invoices'],
  ['payments', 'Payments'],
  ['events', 'Events'],
  ['requests', 'Requests'],
  ['clocks', 'Clocks'],
  ['failures', 'Failures'],
] as const;

interface Frame {
  title: string;
  section: string;
  main: Html;
  /** What a form that was just posted has to say. */
  notice: Notice | null;
}

/** A whole page: the navigation, the account, the time, and what the page itself shows. */
export function layout(view: View, frame: Frame): string {
  const links = SECTIONS.map(([path, name]) => {
    const current = path === frame.section ? html` aria-current="page"` : null;
    return html`<li><a href="${view.href(path)}"${current}>${name}</a></li>`;
  });
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title} · Sandbox</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/dashboard/style.css">
<script src="/dashboard/live.js" defer></script></head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="${view.href('')}">Sandbox</a>
${accounts(view)}
<p class="clock"><span class="hidden">Its time:</span> ${moment(view.tx.now())}</p>
<p class="live" data-live></p><p class="hidden" data-said role="status"></p>
</header>
<div class="frame">
<nav aria-label="Sections"><ul>${links}</ul></nav>
<main id="main" tabindex="-1">
${notice(frame.notice)}
<h1>${frame.title}</h1>
${frame.main}
</main>
</div>
</body></html>
`.text;
}

/** What a form's answer says. Screen readers tell what enters a region of status only if it stood there before. */
function notice(said: Notice | null): Html {
  const told = said?.kind === 'told' ? html`<p class="notice told">${said.message}</p>` : null;
  const refused = said?.kind === 'refused' ? html`<p class="notice" role="alert">${said.message}</p>` : null;
  return html`<div data-kept role="status">${told}</div><div data-kept>${refused}</div>`;
}

function accounts(view: View): Html {
  const known = view.backstage.accounts();
  const names = known.includes(view.account) ? known : [...known, view.account];
  const options = names.map((name) => {
    const chosen = name === view.account ? html` selected` : null;
    return html`<option value="${name}"${chosen}>${name}</option>`;
  });
  return html`<form class="account" action="/dashboard" method="get">
<label><span class="hidden">Account</span><select name="account">${options}</select></label>
<button class="plain" type="submit">Show</button></form>`;
}
