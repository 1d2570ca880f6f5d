// Which payment's win is on the screen right now, so that it is not announced a second time.
import { ref } from 'vue';

export const draw_shown = ref<string | null>(null);
