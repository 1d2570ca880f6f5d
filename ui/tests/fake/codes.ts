// Codes that others made, as the core reads them. All names are invented.
import type { ReadingView } from '../../src/bindings.gen';

type Other = Extract<ReadingView, { reading: 'other_payment' }>;

export const PIX = '00020126PIX-OF-THE-TESTS';
export const TILL = '28TILL-CODE-OF-THE-TESTS';
export const UPI = 'upi://pay?pa=tea@okbank&pn=Tea%20House&am=40.00&cu=INR';

const nothing: Other = {
  reading: 'other_payment',
  family: 'EMV MPM',
  scheme: 'Pix',
  role: 'payee',
  payee_name: null,
  name_warnings: [],
  payee_account: null,
  place: null,
  amount: null,
  amount_set_by: 'unknown',
  fee: null,
  reference: null,
  message: null,
  expires: null,
  networks: [],
  host: null,
  link: null,
  can_copy: true,
  fields: [],
  text: '',
};

export function others(): Record<string, Other> {
  return {
    [PIX]: {
      ...nothing,
      payee_name: 'PADARIA DO PORTO',
      payee_account: '+5511900000000',
      place: 'Santos, BR',
      amount: '12.50 BRL',
      amount_set_by: 'code',
      reference: 'MESA7',
      networks: ['Pix'],
      fields: [
        { name: 'Initiation', value: '11' },
        { name: 'Account', value: '+5511900000000' },
        { name: 'Category', value: '5462' },
        { name: 'Check value', value: '1D3D' },
      ],
      text: PIX,
    },
    [UPI]: {
      ...nothing,
      family: 'UPI',
      scheme: 'UPI',
      payee_name: 'Теa House',
      name_warnings: ['mixed_scripts', 'something_new'],
      payee_account: 'tea@okbank',
      amount: '40.00 INR',
      amount_set_by: 'payer',
      networks: ['UPI'],
      link: UPI,
      fields: [{ name: 'pa', value: 'tea@okbank' }],
      text: UPI,
    },
    [TILL]: {
      ...nothing,
      family: 'Alipay',
      scheme: 'Alipay',
      role: 'payer',
      can_copy: false,
      networks: ['Alipay'],
      text: TILL,
    },
  };
}
