// The box's line to the operator: events as they come, and after a break from the last one on. With
// XMLHttpRequest, because EventSource sends no token and old browsers stream no fetch.
"use strict";

function SoundStream(token, lastEvent, heard) {
  // The operator gives a sign of life every 15 seconds.
  const SILENT_MS = 40000;
  // An answer that has grown so long is begun anew.
  const LENGTH_MAX = 200000;
  const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15000];

  let request = null;
  let read = 0;
  let failures = 0;
  let isOver = false;
  let timer = null;
  let silent = null;

  function alive() {
    clearTimeout(silent);
    silent = setTimeout(again, SILENT_MS);
  }

  function take(text) {
    let end = text.indexOf("\n\n", read);
    while (end >= 0) {
      const lines = text.slice(read, end).split("\n");
      read = end + 2;
      const data = lines.filter(function (line) { return line.indexOf("data:") === 0; })
        .map(function (line) { return line.slice(5); });
      if (data.length > 0) happened(JSON.parse(data.join("\n")));
      end = text.indexOf("\n\n", read);
    }
  }

  function happened(event) {
    lastEvent = event.event;
    failures = 0;
    heard.event(event);
  }

  function progress() {
    if (isOver || request.status !== 200) return;
    alive();
    take(request.responseText);
    if (read > LENGTH_MAX) again();
  }

  function drop() {
    clearTimeout(timer);
    clearTimeout(silent);
    if (!request) return;
    const old = request;
    request = null;
    old.onprogress = old.onload = old.onerror = null;
    old.abort();
  }

  function again() {
    drop();
    if (isOver) return;
    heard.line(false);
    const wait = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)];
    failures += 1;
    timer = setTimeout(open, wait);
  }

  function ended() {
    if (request.status === 401) {
      close();
      heard.off();
      return;
    }
    // What came with the end is still in the answer.
    if (request.status === 200) take(request.responseText);
    again();
  }

  function open() {
    drop();
    if (isOver) return;
    read = 0;
    request = new XMLHttpRequest();
    request.open("GET", "/v1/sound-boxes/events");
    request.setRequestHeader("Authorization", "Bearer " + token);
    if (lastEvent !== null) request.setRequestHeader("Last-Event-ID", String(lastEvent));
    request.onprogress = progress;
    request.onload = ended;
    request.onerror = again;
    request.send();
    alive();
  }

  function close() {
    isOver = true;
    drop();
  }

  open();
  return { close: close, again: function () { failures = 0; again(); } };
}
