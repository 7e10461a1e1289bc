// What a form does while one types: buttons beside passwords, their warnings, and the provider of the address.
"use strict";

const accountForm = document.getElementById("check") || document.getElementById("rotate");
const passwordFields = Array.from(document.querySelectorAll("input[type=password]"));
let settings = {};  // of the address that stands in the form

/// What is known of the provider's generated passwords, where this account needs one.
function generatedPasswords() {
  const isNeeded = settings.app_password === "always" ||
    (settings.app_password === "with_two_step" && document.getElementById("two_step").value === "on");
  return isNeeded ? { length: settings.generated_length, alphabet: settings.generated_alphabet } : {};
}

function showLook(input) {
  const oddities = passwordOddities(input.value, generatedPasswords());
  const sentences = oddities.map((oddity) => say("mistyped", oddity.kind, { at: oddity.position }));
  document.getElementById(`${input.id}-look`).replaceChildren(...sentences.map((text) => element("li", text)));
}

function clearPassword(input) {
  input.value = "";
  hidePassword(input);
  showLook(input);
}

function hidePassword(input) {
  const button = input.parentNode.querySelector("button.show");
  input.type = "password";
  button.textContent = say("page_password", "show");
}

function setUpPassword(input) {
  const paste = input.parentNode.querySelector("button.paste");
  const show = input.parentNode.querySelector("button.show");
  paste.hidden = !(navigator.clipboard && navigator.clipboard.readText);
  show.hidden = false;
  paste.addEventListener("click", async () => {
    try {
      input.value = await navigator.clipboard.readText();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      document.getElementById(`${input.id}-look`).replaceChildren(element("li", say("page_script", "paste_refused")));
    }
    input.focus();
  });
  show.addEventListener("click", () => {
    if (input.type === "text") {
      hidePassword(input);
    } else {
      input.type = "text";
      show.textContent = say("page_script", "hide");
    }
  });
  input.addEventListener("input", () => showLook(input));
  addEventListener("pagehide", () => clearPassword(input));  // whoever comes back finds no password
}

function showServers() {
  for (const row of accountForm.querySelectorAll(".server")) {
    const input = row.querySelector("input[type=text]");
    const endpoint = settings.services && settings.services[input.name];
    const scheme = endpoint && endpoint.tls !== "implicit" ? `${input.name}://` : row.dataset.example;
    input.placeholder = endpoint ? `${scheme}${endpoint.host}:${endpoint.port}` : scheme;
  }
}

function showProvider() {
  const line = document.getElementById("provider-known");
  if (settings.provider) {
    line.textContent = say("page_script", settings.certainty === "sure" ? "provider" : "provider_certainty",
      { provider: settings.provider_name || settings.provider, certainty: say("source_certainty", settings.certainty) });
  } else {
    line.textContent = settings.message || "";
  }
}

let lookUp = new AbortController();
async function findSettings() {
  lookUp.abort();
  lookUp = new AbortController();
  const address = document.getElementById("address").value.trim();
  settings = {};
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) {
    const query = new URLSearchParams({
      address, kind: document.getElementById("kind").value, provider: document.getElementById("provider").value,
      lang: document.documentElement.lang,
    });
    try {
      const answer = await fetch(`/api/v1/settings?${query}`, { signal: lookUp.signal });
      settings = await answer.json();
    } catch (error) {
      if (error.name === "AbortError") {
        return;  // a later look-up is under way
      }
    }
  }
  showProvider();
  showServers();
  passwordFields.filter((input) => input.value !== "").forEach(showLook);
}

if (accountForm) {
  let pause;
  document.getElementById("address").addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(findSettings, 250);
  });
  for (const id of ["kind", "provider", "two_step"]) {
    document.getElementById(id).addEventListener("change", findSettings);
  }
  passwordFields.forEach(setUpPassword);
  accountForm.addEventListener("submit", () => passwordFields.forEach(hidePassword));
  findSettings();
}
