// What a password looks like before it is tried: the rules of probe/engine/password_look, so that a bad paste is seen
// while one types. Nothing is changed and nothing leaves the page; tests hold both against the same examples.
"use strict";

const mostOddities = 8;
const shortestBase64 = 12;  // shorter texts are base64 by chance
const oddRanges = [
  [0x09, 0x09, "white_space"], [0xA0, 0xA0, "invisible"], [0xAD, 0xAD, "invisible"], [0x370, 0x3FF, "look_alike"],
  [0x400, 0x52F, "look_alike"], [0x2000, 0x200F, "invisible"], [0x2010, 0x2027, "typographic"],
  [0x2028, 0x202F, "invisible"], [0x2030, 0x205E, "typographic"], [0x205F, 0x2064, "invisible"],
  [0x3000, 0x3000, "invisible"], [0xFEFF, 0xFEFF, "invisible"], [0xFF01, 0xFF5E, "look_alike"],
  [0xFFFD, 0xFFFD, "damaged"],
];

function isEncodedText(text) {
  if (text.length < shortestBase64 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    return false;
  }
  return /^[ -~]+$/.test(atob(text));
}

function isPercentEncoded(text) {
  return text.includes("%") && !/%(?![0-9A-Fa-f]{2})/.test(text);
}

/// `generated`: length and alphabet of the provider's generated passwords, as far as this account needs one and they
/// are known. Positions count from 1.
function passwordOddities(text, generated = {}) {
  const characters = Array.from(text);
  const hasLatinLetters = /[A-Za-z]/.test(text);
  const found = [];
  characters.forEach((character, index) => {
    const value = character.codePointAt(0);
    const isAtAnEnd = index === 0 || index === characters.length - 1;
    const range = oddRanges.find(([first, last]) => value >= first && value <= last);
    let kind = isAtAnEnd && character === " " ? "white_space" : range && range[2];
    if (kind === "look_alike" && !hasLatinLetters) {
      kind = undefined;
    }
    if (!kind && generated.alphabet && !generated.alphabet.includes(character)) {
      kind = "alphabet";
    }
    if (kind) {
      found.push({ kind, position: index + 1 });
    }
  });
  if (generated.length && characters.length > 0 && characters.length !== generated.length) {
    found.push({ kind: "length" });
  }
  if (isEncodedText(text)) {
    found.push({ kind: "base64" });
  }
  if (isPercentEncoded(text)) {
    found.push({ kind: "percent_encoded" });
  }
  return found.slice(0, mostOddities);
}
