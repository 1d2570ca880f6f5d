// Which printer this device has, and where: kept for the next receipt.
import { reactive, ref, watch } from 'vue';
import type { PrinterCharset, PrinterPaper } from '../../bindings.gen';

const KEY = 'tongbao.printer';

const [paper, charset, address] = (localStorage.getItem(KEY) ?? '').split(' ');

export const printer = reactive<{ paper: PrinterPaper; charset: PrinterCharset }>({
  paper: paper === 'narrow' ? 'narrow' : 'wide',
  charset: charset === 'utf8' ? 'utf8' : 'gbk',
});

/** Its address in the local network; empty for none. */
export const printer_address = ref(address ?? '');

watch([printer, printer_address], () => {
  // What is typed with a space in it is no address; nothing behind the space is kept.
  const kept = [printer.paper, printer.charset, printer_address.value.trim().split(' ')[0]];
  localStorage.setItem(KEY, kept.join(' ').trim());
});
