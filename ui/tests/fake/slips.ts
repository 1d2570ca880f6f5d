// The receipts of the fake town, as the core would write them: 32 columns, two for a Chinese letter.
import type { PaymentView } from '../../src/bindings.gen';

const COLUMNS = 32;

const widthOf = (text: string) =>
  [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1), 0);

const middle = (text: string) => ' '.repeat(Math.floor((COLUMNS - widthOf(text)) / 2)) + text;

const pair = (left: string, right: string) =>
  left + ' '.repeat(Math.max(1, COLUMNS - widthOf(left) - widthOf(right))) + right;

const rule = '-'.repeat(COLUMNS);

export function slipText(paid: PaymentView, refunds: PaymentView[], language: 'en' | 'zh'): string {
  const zh = language === 'zh';
  const money = ({ digits, currency }: PaymentView['amount']) => `${currency} ${digits}`;
  const back = refunds.map((one) => pair(zh ? '退款' : 'Refund', `-${one.amount.digits}`));
  return [
    middle('Lin’s Noodles'),
    middle('Hangzhou'),
    middle(zh ? '收据' : 'Receipt'),
    rule,
    pair(zh ? '编号' : 'No.', String(paid.sequence)),
    pair(zh ? '时间' : 'Time', '2028-02-29 14:05'),
    rule,
    pair(zh ? '牛肉面' : 'Beef noodles', paid.amount.digits),
    rule,
    pair(zh ? '合计' : 'Total', money(paid.amount)),
    ...back,
    rule,
    pair(zh ? '核对码' : 'Check digits', '42'),
    zh ? '付款号' : 'Payment',
    pair('', paid.payment),
    `https://pay.riverside.example/r/${paid.payment}`,
    middle(zh ? '在线查看收据' : 'This receipt online'),
    '',
  ].join('\n');
}
