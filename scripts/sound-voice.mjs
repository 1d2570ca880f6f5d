#!/usr/bin/env node
// Makes the recorded voice of the sound box: for each language one WAV file with every word that
// can come up (crates/operator/src/routes/sound_boxes/page/words.js), and clips.js, which says
// where each word lies. The same words with the same espeak-ng (1.51) give the same bytes.
//
// espeak-ng is a program of the GPL that speaks by formants; what it speaks is no part of it and
// is free. Needs espeak-ng; run it when words change:   node scripts/sound-voice.mjs

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'crates/operator/src/routes/sound_boxes/page');
const PACE = ['-s', '175', '-p', '45'];
const VOICES = { en: ['-v', 'en-gb', ...PACE], zh: ['-v', 'cmn-latn-pinyin', ...PACE] };
/** Characters as they are read: the dictionary of characters that comes with espeak-ng has gaps. */
const PINYIN = {
  收到: 'shou1dao4', 验证码: 'yan4zheng4ma3', 点: 'dian3', 两: 'liang3', 零: 'ling2', 一: 'yi1',
  二: 'er4', 三: 'san1', 四: 'si4', 五: 'wu3', 六: 'liu4', 七: 'qi1', 八: 'ba1', 九: 'jiu3',
  十: 'shi2', 百: 'bai3', 千: 'qian1', 万: 'wan4', 亿: 'yi4', 元: 'yuan2', 欧元: 'ou1yuan2',
  美元: 'mei3yuan2', 英镑: 'ying1bang4', 日元: 'ri4yuan2',
};
/** Samples a second: half of what espeak-ng speaks; one byte each. */
const RATE = 11_025;

/** Speaks a text; resolves to samples at 22,050 a second, from -1 to 1. */
function speak(text, voice) {
  const spoken = spawnSync('espeak-ng', [...voice, '--stdout', text], { maxBuffer: 1 << 26 });
  if (spoken.status !== 0) throw new Error(`espeak-ng: ${spoken.stderr ?? spoken.error}`);
  const wav = spoken.stdout;
  const rate = wav.readUInt32LE(24);
  if (rate !== RATE * 2) throw new Error(`espeak-ng speaks at ${rate}, not ${RATE * 2}`);
  const samples = [];
  for (let at = 44; at + 1 < wav.length; at += 2) samples.push(wav.readInt16LE(at) / 32_768);
  return samples;
}

/** Leaves silence at both ends out, but for a hundredth of a second. */
function trimmed(samples) {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const isLoud = (sample) => Math.abs(sample) > loudest * 0.02;
  const first = Math.max(0, samples.findIndex(isLoud) - 220);
  const last = Math.min(samples.length, samples.findLastIndex(isLoud) + 220);
  return samples.slice(first, last).map((sample) => (sample / loudest) * 0.92);
}

/** Takes out what half the rate cannot hold (a windowed sinc), then every other sample. */
function halved(samples) {
  const reach = 24;
  const taps = Array.from({ length: reach * 2 + 1 }, (_, at) => {
    const x = at - reach;
    const sinc = x === 0 ? 0.46 : Math.sin(Math.PI * 0.46 * x) / (Math.PI * x);
    return sinc * (0.54 + 0.46 * Math.cos((Math.PI * x) / reach));
  });
  const found = [];
  for (let at = 0; at < samples.length; at += 2) {
    found.push(taps.reduce((sum, tap, k) => sum + tap * (samples[at + k - reach] ?? 0), 0));
  }
  return found;
}

/** Writes samples as bytes, with a dither of its own so that quiet parts hiss instead of buzz. */
function bytes(samples) {
  let state = 1;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Buffer.from(samples.map((sample) => {
    const value = Math.round(128 + sample * 126 + (chance() - chance()) * 0.5);
    return Math.min(255, Math.max(0, value));
  }));
}

/** A WAV file of 8-bit samples. */
function wav(samples) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

const context = createContext({});
runInContext(`${readFileSync(join(page, 'words.js'), 'utf8')};globalThis.words = SoundWords;`, context);
const clips = {};
for (const [language, voice] of Object.entries(VOICES)) {
  const parts = [];
  let at = 0;
  clips[language] = {};
  for (const word of new Set(context.words.all(language))) {
    const text = language === 'zh' ? PINYIN[word] : word;
    if (!text) throw new Error(`nothing says how ${word} is read`);
    const spoken = bytes(halved(trimmed(speak(text, voice))));
    clips[language][word] = [at, at + spoken.length];
    parts.push(spoken);
    at += spoken.length;
  }
  writeFileSync(join(page, `${language}.wav`), wav(Buffer.concat(parts)));
  console.log(`${language}.wav: ${parts.length} words, ${at + 44} bytes`);
}
const lines = Object.entries(clips).map(([language, words]) => {
  const entries = Object.entries(words).map(([word, [from, to]]) => `    "${word}": [${from}, ${to}],`);
  return `  ${language}: {\n${entries.join('\n')}\n  },`;
});
writeFileSync(join(page, 'clips.js'), `// Where each word lies in the recorded voice, in samples: made by scripts/sound-voice.mjs.
"use strict";

const SoundClips = {
  rate: ${RATE},
${lines.join('\n')}
};
`);
