/**
 * Dashes, crosses and labels carry the meaning; colour only helps. The names are long enough for a
 * page that holds several pictures and styles of its own.
 */
export const STYLE = `
.timeline{--tl-paper:#fff;--tl-ink:#1d2127;--tl-faint:#59616c;--tl-line:#8a939e;--tl-rule:#dde1e6;--tl-box:#e9edf2;--tl-again:#0b57a4;--tl-lost:#b3400a;--tl-band:#fff3d6;color-scheme:light dark;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif;font-size:13px}
@media screen and (prefers-color-scheme:dark){.timeline{--tl-paper:#14171b;--tl-ink:#dde2e8;--tl-faint:#9ba5b1;--tl-line:#737d89;--tl-rule:#30363e;--tl-box:#2a3038;--tl-again:#84bbff;--tl-lost:#ff9d66;--tl-band:#3a3119}}
.timeline text{fill:var(--tl-ink);stroke:var(--tl-paper);stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
.timeline line,.timeline path{stroke:var(--tl-ink);stroke-width:1.5;fill:none}
.timeline .tl-paper{fill:var(--tl-paper)}
.timeline .tl-band{fill:var(--tl-band)}
.timeline .tl-title{font-size:17px;font-weight:600}
.timeline .tl-name{font-weight:600;font-size:14px}
.timeline .tl-role,.timeline .tl-fold{fill:var(--tl-faint)}
.timeline .tl-fold{font-style:italic}
.timeline .tl-clock{fill:var(--tl-faint);font-variant-numeric:tabular-nums}
.timeline .tl-rule{stroke:var(--tl-rule);stroke-width:1}
.timeline .tl-alive{stroke:var(--tl-line)}
.timeline .tl-silent{stroke:var(--tl-line);stroke-dasharray:5 6}
.timeline .tl-handling{fill:var(--tl-box);stroke:var(--tl-line);stroke-width:1.2}
.timeline .tl-waiting{fill:var(--tl-lost)}
.timeline .tl-head{fill:var(--tl-ink);stroke:none}
.timeline .tl-ack{stroke-width:1.2}
.timeline .tl-load{stroke-dasharray:2 4}
.timeline .tl-redelivery{stroke:var(--tl-again);stroke-width:2;stroke-dasharray:8 5}
.timeline .tl-redelivery-head{fill:var(--tl-again);stroke:none}
.timeline .tl-redelivery-text{fill:var(--tl-again);font-weight:600}
.timeline .tl-no-ack{stroke-dasharray:1.5 5;stroke-linecap:round}
.timeline .tl-cross{stroke:var(--tl-lost);stroke-width:2.4;stroke-linecap:round}
.timeline .tl-lost-text{fill:var(--tl-lost);font-weight:600}
.timeline .tl-stop{stroke-width:2.6;stroke-linecap:round}
.timeline .tl-dot{fill:var(--tl-ink)}
.timeline .tl-stored{fill:var(--tl-box);stroke:var(--tl-ink);stroke-width:1.2}
.timeline .tl-stored-text{stroke:none;font-weight:600}
.timeline .tl-here{font-weight:600}
`.trim();
