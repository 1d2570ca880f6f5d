// What is done on a scene before its picture: test ids to click, or [test id, text] to fill in.
const digits = (text) => [...text].map((digit) => (digit === '.' ? 'key-point' : `key-${digit}`));
const handle = [['enrol-handle', 'lin@example.org'], 'enrol-start'];

export const steps = {
  code: [...handle, ['enrol-code', '123']],
  name: [...handle, ['enrol-code', '123456'], 'enrol-confirm', 'enrol-name-asked'],
  new_pin: digits('482'),
  enrolled: digits('482915482915'),
  scan_paste: ['scan-paste'],
  pay: digits('28.5'),
  pay_too_large: digits('1234567'),
  pay_confirm: ['pay-next'],
  pay_pin: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482')],
  pay_pin_wrong: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('000000')],
  pay_paying: ['pay-next', 'pay-confirm', ...digits('482915')],
  pay_paid: [...digits('28'), 'pay-next', 'pay-confirm', ...digits('482915')],
  pay_refused: ['pay-next', 'pay-confirm', ...digits('482915')],
  receive_asked: [
    'receive-set',
    ...digits('12.5'),
    ['receive-note-input', 'Dumplings, two portions'],
    'receive-save',
  ],
  receive_sheet: ['receive-set', ...digits('12.5')],
};
