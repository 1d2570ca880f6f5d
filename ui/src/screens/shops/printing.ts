// Receipts and reports as files: saved, or printed by a printer in the local network.
import { ref } from 'vue';
import type { FileView, SlipForm } from '../../bindings.gen';
import { toast } from '../../parts/toast';
import { useTask } from '../../session/task';
import { text } from '../../text';
import { saveFile } from '../office/file';
import { printer, printer_address } from './printer_choice';

/** `fetch` makes the file, and has it printed where the form says so. */
export function usePrinting(fetch: (form: SlipForm) => Promise<FileView>) {
  const choosing = ref(false);
  const { busy, error, run } = useTask();

  const save = (form: SlipForm) =>
    run(async () => {
      const file = await fetch(form);
      saveFile(file);
      choosing.value = false;
      toast(text.value.shops.slip.saved(file.name));
    });

  const saveForPrinter = () => save({ kind: 'escpos', ...printer, print_at: null });

  const print = () =>
    run(async () => {
      const print_at = printer_address.value.trim();
      await fetch({ kind: 'escpos', ...printer, print_at });
      choosing.value = false;
      toast(text.value.shops.slip.printed);
    });

  return { choosing, busy, error, save, saveForPrinter, print };
}
