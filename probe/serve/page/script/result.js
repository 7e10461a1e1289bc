// What one does with a result: copy it, try another password; and when it no longer fits the form.
"use strict";

async function copyText(button) {
  const source = document.getElementById(button.dataset.copies);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = button.dataset.done;
    announce(button.dataset.done);
    setTimeout(() => { button.textContent = label; }, 3000);
  } catch {
    source.closest("details").open = true;
    getSelection().selectAllChildren(source);
    announce(say("page_script", "copy_refused"));
  }
}

/// Shows what only the script can do.
function setUpResult(result) {
  for (const button of result.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copyText(button));
  }
  const another = result.querySelector("#another");
  if (another) {
    another.addEventListener("click", (event) => {
      event.preventDefault();
      clearPassword(document.getElementById("password"));
      document.getElementById("password").focus();
    });
  }
}

/// A result is that of what was tested, not of what stands in the form now.
function makeStale() {
  const stale = document.getElementById("stale");
  if (stale && stale.hidden) {
    stale.hidden = false;
    document.getElementById("result").classList.add("stale");
  }
}

if (document.getElementById("result")) {
  setUpResult(document.getElementById("result"));
}
if (document.getElementById("check")) {
  document.getElementById("check").addEventListener("input", (event) => {
    if (event.target.id !== "keep") {
      makeStale();
    }
  });
}
addEventListener("beforeprint", () => {
  for (const id of ["seen"]) {
    const details = document.getElementById(id);
    if (details) {
      details.open = true;
    }
  }
});
