// What is done on a scene before its picture: test ids to click, or [test id, text] to fill in.
const digits = (text) => [...text].map((digit) => (digit === '.' ? 'key-point' : `key-${digit}`));
const handle = [['enrol-handle', 'lin@example.org'], 'enrol-start'];

/** As in tests/fake/data.ts. */
const LABEL = '00020101021129300012app.tongbao5802CN5916LAO WANG NOODLES6008HANGZHOU6304A1B2';

export const steps = {
  code: [...handle, ['enrol-code', '123']],
  name: [...handle, ['enrol-code', '123456'], 'enrol-confirm', 'enrol-name-asked'],
  new_pin: digits('482'),
  enrolled: digits('482915482915'),
  scan_paste: ['scan-paste'],
  code_open: ['code-open'],
  payer_limits: ['payer-only-scan', 'scan-paste', ['scan-paste-input', LABEL], 'scan-paste-go'],
  payer_reveal: ['payer-reveal'],
  payer_revealed: ['payer-reveal', 'payer-reveal-go'],
  payer_large: ['payer-bars'],
  pay: digits('28.5'),
  pay_too_large: digits('1234567'),
  pay_confirm: ['pay-next'],
  pay_pin: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482')],
  pay_pin_wrong: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('000000')],
  pay_paying: ['pay-next', 'pay-confirm', ...digits('482915')],
  pay_paid: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482915')],
  draw_won: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482915')],
  draw_won_event: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482915')],
  draw_lost: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482915')],
  draw_none: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482915')],
  pay_refused: ['pay-next', 'pay-confirm', ...digits('482915')],
  coupons_open: ['coupon-terms'],
  coupons_shop: ['coupons-by-shop'],
  coupons_offered: ['coupons-offered'],
  coupons_past: ['coupons-past'],
  discount: [...digits('68'), 'pay-next'],
  discount_why: [...digits('68'), 'pay-next', 'discount-why'],
  discount_chosen: [...digits('68'), 'pay-next', 'discount-leave'],
  discount_short: [...digits('18'), 'pay-next', 'discount-why'],
  discount_changed: [...digits('68'), 'pay-next', 'pay-confirm', ...digits('482915')],
  discount_paid: [...digits('68'), 'pay-next', 'pay-confirm', ...digits('482915')],
  receive_asked: [
    'receive-set',
    ...digits('12.5'),
    ['receive-note-input', 'Dumplings, two portions'],
    'receive-save',
  ],
  receive_sheet: ['receive-set', ...digits('12.5')],
};
