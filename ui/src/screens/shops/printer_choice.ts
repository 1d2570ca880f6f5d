// Which printer this device has: kept for the next receipt.
import { reactive, watch } from 'vue';
import type { PrinterCharset, PrinterPaper } from '../../bindings.gen';

const KEY = 'tongbao.printer';

const saved = (localStorage.getItem(KEY) ?? '').split(' ');

export const printer = reactive<{ paper: PrinterPaper; charset: PrinterCharset }>({
  paper: saved[0] === 'narrow' ? 'narrow' : 'wide',
  charset: saved[1] === 'utf8' ? 'utf8' : 'gbk',
});

watch(printer, ({ paper, charset }) => localStorage.setItem(KEY, `${paper} ${charset}`));
