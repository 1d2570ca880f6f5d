// What tells that a code was found without looking: a short buzz, and two short tones.

const SOUND_KEY = 'tongbao-scan-sound';
const BUZZ_MS = 35;
const TONES_HZ = [1318, 1760];
const TONE_S = 0.07;
const VOLUME = 0.07;

export function soundOn(): boolean {
  return localStorage.getItem(SOUND_KEY) !== 'off';
}

export function setSound(on: boolean): void {
  localStorage.setItem(SOUND_KEY, on ? 'on' : 'off');
}

function sound(): void {
  const speaker = new AudioContext();
  const volume = speaker.createGain();
  volume.gain.setValueAtTime(VOLUME, 0);
  volume.connect(speaker.destination);
  TONES_HZ.forEach((hertz, at) => {
    const tone = speaker.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(speaker.currentTime + at * TONE_S);
    tone.stop(speaker.currentTime + (at + 1) * TONE_S);
    if (at === TONES_HZ.length - 1) tone.onended = () => void speaker.close();
  });
}

export function signalFound(): void {
  // Web views refuse both, aloud, until the page was touched for the first time.
  if (navigator.userActivation?.hasBeenActive === false) return;
  // Neither is worth an error: a device may have no motor, and no speaker.
  try {
    navigator.vibrate?.(BUZZ_MS);
    if (soundOn() && 'AudioContext' in globalThis) sound();
  } catch {
    return;
  }
}
