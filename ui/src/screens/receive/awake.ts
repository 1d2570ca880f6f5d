// Keeps the screen on while a code is shown, where the web view can.

export function keepAwake(): () => void {
  let lock: { release(): Promise<void> } | null = null;
  let gone = false;
  const asked = 'wakeLock' in navigator ? navigator.wakeLock.request('screen') : null;
  asked?.then(
    (given) => {
      lock = given;
      if (gone) void given.release();
    },
    // Refused, for example when the battery is low: the code is shown all the same.
    () => undefined,
  );
  return () => {
    gone = true;
    void lock?.release();
  };
}
