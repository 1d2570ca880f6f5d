// The time as the screens show it, ticking while a component that uses it is on screen.
import { type Ref, onUnmounted, ref } from 'vue';

const TICK_MS = 500;

export function useNow(): Readonly<Ref<number>> {
  const now_ms = ref(Date.now());
  const timer = setInterval(() => (now_ms.value = Date.now()), TICK_MS);
  onUnmounted(() => clearInterval(timer));
  return now_ms;
}
