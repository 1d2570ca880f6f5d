// Keeps the screen on while a code is shown, where the web view can.

export function keepAwake(): () => void {
  let lock: { release(): Promise<void> } | null = null;
  let gone = false;

  function ask(): void {
    if (document.hidden || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').then(
      (given) => {
        lock = given;
        if (gone) void given.release();
      },
      // Refused, for example when the battery is low: the code is shown all the same.
      () => undefined,
    );
  }

  // The system takes it away whenever the page is hidden.
  document.addEventListener('visibilitychange', ask);
  ask();
  return () => {
    gone = true;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
