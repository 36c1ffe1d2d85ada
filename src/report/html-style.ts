/** How the HTML report looks: the reader's own fonts and colours, light or dark, on a screen and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --error: #b3261e; --warning: #8a5a00; --note: #2b5c8a; --good: #1d6b3a; --line: #8884;
  --quiet: #6b6b6b; --code: #8881; }
@media (prefers-color-scheme: dark) {
  :root { --error: #ff8a80; --warning: #f0c060; --note: #90c2f0; --good: #8fd6a5; --quiet: #a0a0a0; }
}
body { font: 1rem/1.5 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
code, pre { font: 0.9em/1.45 ui-monospace, "Noto Sans Mono CJK SC", monospace; background: var(--code); border-radius: 3px; }
code { padding: 0 0.25em; overflow-wrap: anywhere; } pre { padding: 0.6rem 0.8rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0.6rem 0; font-size: 0.92em; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); }
mark { color: inherit; background: none; border-bottom: 2px solid var(--error); }
del { color: var(--error); text-decoration: none; } ins { color: var(--good); text-decoration: none; }
details { border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem 0.9rem; margin: 0.6rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; } ul { padding-left: 1.2rem; }
.error, .breaks, .unprotected { color: var(--error); } .warning, .unresolved { color: var(--warning); }
.note { color: var(--note); } .survives { color: var(--good); } .quiet { color: var(--quiet); }
.counts { display: flex; flex-wrap: wrap; gap: 0.8rem; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: 6px; padding: 0.4rem 0.9rem; }
.counts b { font-size: 1.4rem; margin-right: 0.3rem; }
body:has(#error:not(:checked)) details.is-error, body:has(#warning:not(:checked)) details.is-warning,
body:has(#note:not(:checked)) details.is-note { display: none; }
@media print { details { break-inside: avoid; } .filter { display: none; } }
`;
