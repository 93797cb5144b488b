/** The look of the page: light and dark, phone and desk, screen and paper. Nothing is fetched. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #0f141a);
  --card: light-dark(#ffffff, #182029);
  --ink: light-dark(#16202c, #e6ebf1);
  --soft: light-dark(#51606f, #a3b0bd);
  --line: light-dark(#d5dbe2, #2d3945);
  --code: light-dark(#eef1f5, #10161d);
  --pass: light-dark(#17703a, #63d18b);
  --warn: light-dark(#8a5300, #f0b354);
  --fail: light-dark(#b3201f, #ff8b85);
  --unknown: light-dark(#6b35a8, #c8a2f5);
  --skipped: light-dark(#5b6773, #9aa7b4);
  --accent: light-dark(#0b5cad, #7ab8ff);
  --pass-wash: light-dark(#e6f4ea, #12301d);
  --warn-wash: light-dark(#fdf1dc, #35270d);
  --fail-wash: light-dark(#fdeaea, #3a1717);
  --unknown-wash: light-dark(#f2eafb, #2a1c3c);
  --skipped-wash: light-dark(#eef1f4, #1f2832);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.3rem; line-height: 1.35; margin: .35rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: .82rem; letter-spacing: .04em; text-transform: uppercase; color: var(--soft); margin: 0 0 .6rem; overflow-wrap: anywhere; }
p { margin: 0 0 .5rem; }
section, .verdict, .facts, footer { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: 1rem 1.1rem; margin: 0 0 1rem; }
.verdict { border-left: .4rem solid var(--tone); background: var(--wash); }
.headline { display: flex; flex-wrap: wrap; align-items: center; gap: .45rem; margin: 0; color: var(--tone); }
.headline .target { color: var(--ink); overflow-wrap: anywhere; }
.about { color: var(--soft); margin: 0; }
.pass { --tone: var(--pass); --wash: var(--pass-wash); }
.warn { --tone: var(--warn); --wash: var(--warn-wash); }
.fail { --tone: var(--fail); --wash: var(--fail-wash); }
.unknown { --tone: var(--unknown); --wash: var(--unknown-wash); }
.skipped { --tone: var(--skipped); --wash: var(--skipped-wash); }
.mark { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: var(--tone); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
code, pre { font: .86rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code.id { color: var(--ink); background: var(--code); border: 1px solid var(--line); border-radius: .3rem; padding: .05rem .35rem; overflow-wrap: anywhere; }
.code { display: flex; align-items: flex-start; gap: .5rem; margin: .35rem 0 .6rem; }
.code pre { flex: 1 1 auto; min-width: 0; margin: 0; padding: .7rem .8rem; background: var(--code); border: 1px solid var(--line); border-radius: .5rem; overflow-x: auto; white-space: pre; tab-size: 2; }
.copy { flex: none; font: inherit; font-size: .8rem; color: var(--accent); background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .7rem; min-width: 4.8rem; cursor: pointer; }
:root:not([data-program]) .copy { display: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.verified { font-size: .9rem; color: var(--soft); }
.verified.simulated { color: var(--pass); }
dl { margin: 0; } dt { font-weight: 600; color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.after > div, .facts > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 .9rem; padding: .3rem 0; }
.facts dd { grid-column: 2; }
.walk { list-style: none; margin: 0 0 1rem; padding: 0; display: flex; align-items: stretch; }
.walk > li { position: relative; flex: 1 1 0; min-width: 0; display: flex; flex-direction: column; align-items: center; gap: .15rem; text-align: center; padding: 0 .2rem; font-size: .82rem; }
.walk > li::before { content: ""; position: absolute; top: .82rem; left: -50%; width: 100%; border-top: 2px solid var(--line); z-index: 0; }
.walk > li:first-child::before { display: none; }
.walk .station.behind::before, .walk .station.behind ~ .end::before { border-top-style: dashed; }
.walk .station .mark { width: 1.7rem; height: 1.7rem; padding: .3rem; border: 2px solid var(--tone); border-radius: 50%; background: var(--wash); z-index: 1; }
.walk > .end { flex-grow: 1.7; }
.walk .end .name { z-index: 1; background: var(--card); border: 2px solid var(--line); border-radius: .45rem; padding: .1rem .4rem; max-width: 100%; overflow-wrap: anywhere; font-weight: 600; }
.walk .says { color: var(--tone); } .walk .name { overflow-wrap: anywhere; }
.rows details { border-top: 1px solid var(--line); }
.rows summary { display: grid; grid-template-columns: 1.3rem 5rem minmax(0, 1fr) auto; gap: .3rem .6rem; align-items: center; padding: .55rem .2rem; cursor: pointer; list-style: none; }
.rows summary::-webkit-details-marker { display: none; }
.rows .layer { font-weight: 600; } .rows .test { overflow-wrap: anywhere; } .rows .status { color: var(--tone); font-weight: 600; }
.rows .status::after { content: " \\25B8"; font-weight: 400; } .rows details[open] .status::after { content: " \\25BE"; }
.rows .evidence { padding: 0 .2rem .7rem 2.1rem; overflow-wrap: anywhere; } .rows ul, .notes ul, .next ul { margin: .2rem 0 .4rem; padding-left: 1.1rem; }
.skipped-line { color: var(--soft); font-size: .9rem; border-top: 1px solid var(--line); margin: 0; padding-top: .6rem; }
.foreign { border: 1px dashed var(--line); border-radius: .5rem; padding: .5rem .7rem; margin-top: .5rem; color: var(--soft); font-size: .9rem; }
.foreign figure { margin: .3rem 0; } .foreign blockquote { margin: 0; font-family: ui-monospace, Menlo, Consolas, monospace; color: var(--ink); overflow-wrap: anywhere; }
.bars { margin: .6rem 0; } .bars figcaption { color: var(--soft); font-size: .85rem; } .bars table { width: 100%; border-collapse: collapse; font-size: .86rem; }
.bars th { text-align: left; font-weight: 400; padding: .12rem .6rem .12rem 0; overflow-wrap: anywhere; max-width: 16rem; } .bars td { padding: .12rem 0; }
.bars .bar { width: 45%; } .bars svg { display: block; width: 100%; height: .8rem; background: var(--code); border-radius: .2rem; }
.bars .span { fill: var(--accent); } .bars .wrong { fill: var(--fail); } .bars .point { fill: var(--ink); } .bars .says { padding-left: .7rem; text-align: right; color: var(--soft); }
footer { color: var(--soft); font-size: .9rem; }
@media (max-width: 40rem) {
  .walk { flex-direction: column; gap: .55rem; }
  .walk > li { flex-direction: row; text-align: left; gap: .6rem; padding: 0; }
  .walk > li::before { top: -.6rem; left: .8rem; width: 0; height: .7rem; border-top: 0; border-left: 2px solid var(--line); }
  .walk .station.behind::before, .walk .station.behind ~ .end::before { border-top: 0; border-left-style: dashed; }
  .walk .says { margin-left: auto; }
  .rows summary { grid-template-columns: 1.3rem minmax(0, 1fr) auto; } .rows .test { grid-column: 2 / -1; grid-row: 2; } .rows .evidence { padding-left: .2rem; }
  .walk > .end { flex-grow: 0; }
  .after > div, .facts > div { grid-template-columns: minmax(0, 1fr); } .facts dd { grid-column: 1; }
  .bars .bar { width: 30%; }
}
@media print {
  :root { color-scheme: light !important; --ground: #fff; }
  body { font-size: 11pt; } main { max-width: none; padding: 0; } .copy { display: none !important; } .code pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  section, .verdict, .facts, footer { break-inside: avoid; border-color: #999; } .leg { break-inside: auto; } details { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
