// The language that is shown now. Screens read `text`; changing it changes them all.
import { computed, ref } from 'vue';
import type { Language } from '../bindings.gen';
import { type Text, en } from './en';
import { zh } from './zh';

export type Spoken = 'en' | 'zh';

const dictionaries: Record<Spoken, Text> = { en, zh };

export const spoken = ref<Spoken>('en');
export const text = computed<Text>(() => dictionaries[spoken.value]);

function systemLanguage(): Spoken {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function setLanguage(language: Language): void {
  spoken.value = language === 'system' ? systemLanguage() : language;
  document.documentElement.lang = spoken.value === 'zh' ? 'zh-Hans' : 'en';
}
