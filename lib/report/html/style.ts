/** The page's whole style: system fonts, both colour schemes, phone and paper. */
export const style = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#57606a;--line:#d0d7de;--card:#f6f8fa;--own:#116329;--ownbg:#dafbe1;
--shared:#0a3069;--sharedbg:#ddf4ff;--bad:#a40e26;--badbg:#ffebe9;--link:#0550ae}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9ea7b3;--line:#3d444d;--card:#161b22;--own:#7ee787;--ownbg:#12361d;
--shared:#a5d6ff;--sharedbg:#10304f;--bad:#ffa198;--badbg:#4a1216;--link:#79c0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
header,main{max-width:76rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.1rem;margin:2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
nav a{margin-right:1rem}a{color:var(--link)}
.verdict{display:inline-block;padding:.1rem .7rem;border-radius:1rem;font-weight:600}
.proven{color:var(--own);background:var(--ownbg)}.rejected{color:var(--bad);background:var(--badbg)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.7rem 1rem;margin:.6rem 0}
.card h3{margin:0 0 .3rem;font-size:1rem}.card p{margin:.25rem 0}
code,.mono{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.filters{display:flex;flex-wrap:wrap;gap:.6rem;margin:.6rem 0}.filters label{display:flex;max-width:100%;flex-direction:column;font-size:.85rem;color:var(--soft)}
input,select{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--soft);border-radius:.3rem;padding:.25rem .4rem;min-width:11rem;max-width:100%}
.matrix{width:100%;border-collapse:collapse}.matrix th,.matrix td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid var(--line)}
.matrix tbody tr{content-visibility:auto;contain-intrinsic-size:auto 2.4rem}
.cell{font:inherit;text-align:start;font-size:.9rem;border:1px solid transparent;border-radius:.3rem;padding:.1rem .5rem;margin:.1rem;cursor:pointer;color:var(--soft);background:var(--card)}
.cell.own{color:var(--own);background:var(--ownbg)}.cell.shared{color:var(--shared);background:var(--sharedbg)}
.cell.bad{color:var(--bad);background:var(--badbg);border-color:var(--bad)}
.cell.none{border-color:var(--line)}.cell:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid var(--link);outline-offset:1px}
#detail:empty{display:none}ol.chain{padding-left:1.3rem;margin:.3rem 0}
.scroll{overflow-x:auto}table.plain{border-collapse:collapse}table.plain th,table.plain td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
[hidden]{display:none!important}
@media print{:root{color-scheme:light;--fg:#000}nav,.filters{display:none}body{font-size:11px}.card,.matrix tr{break-inside:avoid}.matrix tbody tr{content-visibility:visible}}
`.trim();
