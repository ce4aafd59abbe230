/** Of all pages: dark and light as the system asks, from 320 px up. */
export const STYLES = `
:root {
  --back: #0d0d0f; --card: #17181b; --line: #33363c; --edge: #767c86; --text: #f3f5f7; --quiet: #a9afb8;
  --main: #ffb24d; --on-main: #1a1206; --bad: #ff8080; --good: #36c98c; --focus: #7aa2ff;
}
@media (prefers-color-scheme: light) {
  :root {
    --back: #f3f5f7; --card: #ffffff; --line: #d5d9df; --edge: #767c86; --text: #17181b; --quiet: #565c66;
    --bad: #b3261e; --good: #11704a; --focus: #1f55d0;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center;
  gap: 24px; padding: 32px 16px; background: var(--back); color: var(--text);
  font: 16px/1.5 Inter, system-ui, sans-serif;
}
main { width: 100%; max-width: 640px; display: grid; gap: 16px; }
section, article {
  background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  padding: 24px; display: grid; gap: 16px;
}
h1, h2, p { margin: 0; }
h1 { font-size: 24px; line-height: 1.3; }
h2 { font-size: 18px; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; display: grid; gap: 8px; }
li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; }
.price { font-size: 40px; line-height: 1.1; font-weight: 600; font-variant-numeric: tabular-nums; }
.quiet, footer { color: var(--quiet); font-size: 14px; overflow-wrap: anywhere; }
.good { color: var(--good); }
.problem { color: var(--bad); border: 1px solid currentColor; border-radius: 8px; padding: 8px 16px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
.stack { display: grid; gap: 8px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; }
.row p { align-self: center; }
label { display: grid; gap: 4px; flex: 1 1 180px; font-size: 14px; color: var(--quiet); }
input, button {
  font: inherit; min-height: 44px; padding: 8px 16px; border-radius: 8px;
  border: 1px solid var(--edge); background: transparent; color: var(--text);
}
input { width: 100%; }
button { cursor: pointer; font-weight: 600; }
button:hover { border-color: var(--text); }
.stack button { width: 100%; }
button.main { background: var(--main); border-color: var(--main); color: var(--on-main); }
button.plain { border-color: transparent; text-decoration: underline; font-weight: 400; }
a { color: inherit; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
`
