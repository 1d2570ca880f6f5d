// Several codes in sight: each is read, so that it has a name to be chosen by.
import { computed, ref } from 'vue';
import type { FoundView, ReadingView } from '../../bindings.gen';
import { call } from '../../platform';
import { text } from '../../text';

/** More than this on one picture is a catalogue, and no choice. */
const CHOICES_MAX = 12;

export interface Choice {
  text: string;
  /** What it says; null while that is not known, or when it cannot be read. */
  reading: ReadingView | null;
}

function nameOf({ reading }: Choice, at: number): string {
  if (reading?.reading === 'payable') return reading.offer.name;
  if (reading?.reading === 'other_payment') {
    return reading.payee_name ?? text.value.code.kind(reading.scheme);
  }
  if (reading?.reading === 'envelope') return text.value.envelopes.one;
  if (reading?.reading === 'coupon') return text.value.coupons.link.one;
  if (reading?.reading === 'invitation') return text.value.shops.joining.one;
  if (reading?.reading === 'web_address') return reading.host;
  return text.value.scan.code_number(at + 1);
}

export function useChoices() {
  const choices = ref<Choice[]>([]);
  const names = computed(
    () => new Map(choices.value.map((choice, at) => [choice.text, nameOf(choice, at)])),
  );

  /** Adds the codes that are not there yet; those that went out of sight stay. */
  function add(found: FoundView[]): void {
    for (const { text: code } of found) {
      const known = choices.value.some((choice) => choice.text === code);
      if (!known && choices.value.length < CHOICES_MAX) void read(code);
    }
  }

  async function read(code: string): Promise<void> {
    choices.value.push({ text: code, reading: null });
    // A code that cannot be read keeps its number here and explains itself when it is chosen.
    const reading = await call('read_code', { text: code }).catch(() => null);
    const choice = choices.value.find((one) => one.text === code);
    if (choice !== undefined) choice.reading = reading;
  }

  return { choices, names, add, clear: () => (choices.value = []) };
}
