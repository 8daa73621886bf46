/** The look of the hosted pages: complete in itself, light and dark, down to the narrowest phone. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dfe3e8, #363b42); --soft: light-dark(#5b6470, #a3acb8);
  --accent: light-dark(#4a3fd0, #a59dff); --on-accent: light-dark(#fff, #14171b); --bad: light-dark(#a3161f, #ff9aa0); }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 1.5rem 1rem; background: light-dark(#f6f7f9, #14171b); color: light-dark(#1a1f26, #f0f2f5); }
main { max-width: 40rem; margin: 0 auto; padding: clamp(1rem, 5vw, 2rem); background: light-dark(#fff, #1c2026); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
.status { font-weight: 600; text-transform: capitalize; border: 1px solid var(--line); border-radius: 99px; padding: .05rem .7rem; font-size: .875rem; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1.5rem; } dt { color: var(--soft); } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: 1.5rem 0; }
th, td { text-align: left; padding: .6rem 0; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: top; }
thead th { color: var(--soft); font-size: .875rem; }
td:last-child, thead th:last-child { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-left: 1rem; }
tfoot tr.strong > * { font-weight: 600; } small { display: block; color: var(--soft); }
fieldset { border: 0; padding: 0; margin: 0 0 1rem; } legend { padding: 0; color: var(--soft); }
label { display: flex; gap: .6rem; align-items: center; padding: .45rem 0; }
button { font: inherit; font-weight: 600; width: 100%; padding: .7rem 1rem; border: 0; border-radius: 8px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button:disabled { opacity: .6; cursor: default; } #card { margin-bottom: 1rem; }
[role=alert] { color: var(--bad); } [role=alert]:empty { display: none; }
footer { color: var(--soft); font-size: .875rem; margin-top: 1.5rem; } a { color: inherit; }`;
