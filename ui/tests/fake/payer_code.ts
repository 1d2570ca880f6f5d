// Codes for the till: bars and squares in the shape of codes. The real ones come from the core.
import type { PayerCodeRequest, PayerCodeView, QuickPayView } from '../../src/bindings.gen';
import { LABEL, MINUTE_MS, pictureOfCode, yuan } from './data';

const DIGITS = '72301472658830';
/** The operator's clock is ahead of this device's; only spans may be used. */
const AHEAD_MS = 7 * MINUTE_MS;
/** Of a Code 128 with eighteen digits: start, nine pairs, check, stop, and ten of quiet on each side. */
const UNITS = 154;

export function quickPay(): QuickPayView {
  return {
    payment_max: yuan(10_000),
    left: yuan(36_000),
    left_uses: 12,
    as_of_ms: Date.now() - 20 * MINUTE_MS,
  };
}

function bars(): string {
  let path = '';
  let at = 10;
  let seed = 7;
  while (at < UNITS - 13) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const wide = 1 + (seed % 3);
    path += `M${at} 0h${wide}v40h-${wide}z`;
    at += wide + 1 + (Math.floor(seed / 8) % 3);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${UNITS} 40" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${UNITS}v40H0z"/><path d="${path}"/></svg>`;
}

/** Counts, so that each code is another one. */
let made = 0;

export function payerCode({ cap, only }: PayerCodeRequest): PayerCodeView {
  made += 1;
  const now_ms = Date.now() + AHEAD_MS;
  const last = String(made % 10_000).padStart(4, '0');
  return {
    digits: DIGITS + last,
    code_128_svg: bars(),
    qr_svg: pictureOfCode(),
    made_at_ms: now_ms,
    refresh_at_ms: now_ms + MINUTE_MS - 5000,
    ends_at_ms: now_ms + MINUTE_MS,
    cap: cap === null ? null : yuan(Math.round(Number(cap) * 100)),
    only: only === null ? null : only === LABEL ? 'Lao Wang Noodles' : only,
    caps: [yuan(2000), yuan(5000), yuan(10_000)],
    quick_pay: quickPay(),
  };
}
