// The page's sentences, which the server wrote in its language, and small things that every part uses.
"use strict";

const words = document.getElementById("words");

/// A sentence of the wording files with its {placeholders} filled in.
function say(table, name, values = {}) {
  let sentence = words.getAttribute(`data-${table}-${name}`) || name;
  for (const [key, value] of Object.entries(values)) {
    sentence = sentence.replaceAll(`{${key}}`, () => value);
  }
  return sentence;
}

/// A new element; whatever stands in `text` stays text.
function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

/// For who does not see the page.
function announce(sentence) {
  document.getElementById("announce").textContent = sentence;
}
