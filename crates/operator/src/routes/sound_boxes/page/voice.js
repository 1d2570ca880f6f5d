// Speaks one announcement after the other: with the device's own voice, or with recorded words where
// it has none for the language. Written for browsers of 2017.
"use strict";

const SoundVoice = (function () {
  // An engine that never says that it is done must not silence what comes after.
  const LONGEST_MS = 20000;
  const GAP = 330; // samples between two recorded words

  const queue = [];
  const recordings = {};
  let current = null;
  let context = null;

  function engine() {
    return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window
      ? window.speechSynthesis : null;
  }

  function voiceOf(language) {
    const found = engine() ? engine().getVoices() : [];
    for (const voice of found) {
      const spoken = voice.lang.toLowerCase().replace("_", "-");
      // Cantonese reads the same characters otherwise.
      if (spoken.indexOf(language) === 0 && spoken.indexOf("zh-hk") !== 0) return voice;
    }
    return null;
  }

  // Call it within a touch: from then on the page may make sounds.
  function unlock() {
    const Context = window.AudioContext || window.webkitAudioContext;
    if (!context && Context) context = new Context();
    if (context && context.state === "suspended") context.resume();
  }

  function recording(language, done) {
    if (recordings[language]) {
      done(recordings[language]);
      return;
    }
    const request = new XMLHttpRequest();
    request.open("GET", "/sound/" + language + ".wav");
    request.responseType = "arraybuffer";
    request.onload = function () {
      if (request.status !== 200) {
        done(null);
        return;
      }
      recordings[language] = new Uint8Array(request.response, 44);
      done(recordings[language]);
    };
    request.onerror = function () { done(null); };
    request.send();
  }

  // Puts words behind each other, at twice the rate: old players take no less than 22,050.
  function joined(words, language, bytes) {
    const places = words.map(function (word) { return SoundClips[language][word]; })
      .filter(Boolean);
    let length = 0;
    for (const place of places) length += place[1] - place[0] + GAP;
    const buffer = context.createBuffer(1, Math.max(1, length * 2), SoundClips.rate * 2);
    const samples = buffer.getChannelData(0);
    let at = 0;
    for (const place of places) {
      for (let from = place[0]; from < place[1]; from += 1) {
        const sample = (bytes[from] - 128) / 128;
        const next = from + 1 < place[1] ? (bytes[from + 1] - 128) / 128 : 0;
        samples[at] = sample;
        samples[at + 1] = (sample + next) / 2;
        at += 2;
      }
      at += GAP * 2;
    }
    return buffer;
  }

  function playRecorded(job, done) {
    unlock();
    if (!context) {
      done();
      return;
    }
    recording(job.language, function (bytes) {
      if (!bytes) {
        done();
        return;
      }
      const source = context.createBufferSource();
      const gain = context.createGain();
      source.buffer = joined(job.words, job.language, bytes);
      gain.gain.value = job.volume;
      source.connect(gain);
      gain.connect(context.destination);
      source.onended = done;
      source.start(0);
    });
  }

  function speakByEngine(job, voice, done) {
    const said = new window.SpeechSynthesisUtterance(job.text);
    said.voice = voice;
    said.lang = voice.lang;
    said.volume = job.volume;
    said.onend = done;
    said.onerror = function () { playRecorded(job, done); };
    // Kept where it cannot be forgotten while it is spoken: some browsers drop it otherwise.
    job.said = said;
    engine().speak(said);
  }

  function next() {
    if (current || queue.length === 0) return;
    const job = queue.shift();
    current = job;
    let isOver = false;
    const done = function () {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      current = null;
      next();
    };
    const late = setTimeout(done, LONGEST_MS);
    const voice = job.isRecorded ? null : voiceOf(job.language);
    if (voice) speakByEngine(job, voice, done);
    else playRecorded(job, done);
  }

  // Speaks after all that waits. `volume` is from 0 to 1.
  function say(words, language, volume, isRecorded) {
    queue.push({
      words: words,
      text: SoundWords.text(words, language),
      language: language,
      volume: volume,
      isRecorded: isRecorded,
    });
    next();
  }

  // Some browsers load their voices only when they are first asked.
  if (engine()) engine().getVoices();

  return { say: say, unlock: unlock };
})();
