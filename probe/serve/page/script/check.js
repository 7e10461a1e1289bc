// A test with its steps as they happen. Without this the form is sent as any other, and a page shows the result.
"use strict";

const checkForm = document.getElementById("check");
const outcome = document.getElementById("outcome");
let underWay;  // of the test that runs

/// The form as the API takes it; what is empty stays out.
function requestOf(form) {
  const values = new FormData(form);
  const request = { lang: values.get("lang"), services: values.getAll("services"), endpoints: {} };
  for (const name of ["address", "login", "kind", "provider", "two_step", "password_issued", "password"]) {
    if (values.get(name)) {
      request[name] = values.get(name);
    }
  }
  for (const name of ["imap", "pop3", "smtp"]) {
    if (values.get(name).trim()) {
      request.endpoints[name] = values.get(name).trim();
    }
  }
  if (values.get("force")) {
    request.force = true;
  }
  return request;
}

function clearComplaints() {
  for (const complaint of checkForm.querySelectorAll("p.complaint")) {
    complaint.hidden = true;
    complaint.textContent = "";
  }
  for (const field of checkForm.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
  }
  document.getElementById("complaints").hidden = true;
  document.getElementById("guard").hidden = true;
  document.getElementById("force").checked = false;
}

/// At the field, where there is one, and above the form.
function complain(field, message) {
  const input = field && document.getElementById(field);
  const remark = field && document.getElementById(`${field}-fault`);
  const item = document.createElement("li");
  if (input && remark) {
    remark.textContent = message;
    remark.hidden = false;
    input.setAttribute("aria-invalid", "true");
    const details = input.closest("details");
    if (details) {
      details.open = true;
    }
    const link = element("a", message);
    link.href = `#${field}`;
    item.append(link);
  } else {
    item.textContent = message;
  }
  const box = document.getElementById("complaints");
  box.firstElementChild.replaceChildren(item);
  box.hidden = false;
  (input && remark ? input : box).focus();
}

function showGuard(message) {
  const guard = document.getElementById("guard");
  guard.querySelector("p").textContent = message;
  guard.hidden = false;
  document.getElementById("force").focus();
}

function showRunning(services) {
  const running = document.getElementById("running-template").content.cloneNode(true);
  for (const box of running.querySelectorAll("[data-service]")) {
    if (!services.includes(box.dataset.service)) {
      box.remove();
    }
  }
  for (const direction of running.querySelectorAll(".direction")) {
    direction.hidden = !direction.querySelector("[data-service]");
  }
  const cancel = running.querySelector("button");
  cancel.hidden = false;
  cancel.addEventListener("click", () => underWay.abort());
  outcome.replaceChildren(running);
  document.getElementById("running").focus();
  announce(say("page_script", "started"));
}

function boxOf(service) {
  return outcome.querySelector(`[data-service="${CSS.escape(service)}"]`);
}

function showStep(step) {
  const box = boxOf(step.service);
  if (!box) {
    return;
  }
  const item = document.getElementById("step-template").content.firstElementChild.cloneNode(true);
  item.querySelector(".name").textContent = say("step", step.name);
  item.querySelector(".mark").textContent = say("mark", step.status);
  item.querySelector(".mark").className = `mark ${step.status}`;
  item.querySelector(".detail").textContent = step.detail || "";
  box.querySelector(".steps").append(item);
  const mark = box.querySelector("h4 .mark");
  mark.textContent = step.status === "fail" ? say("mark", "fail") : say("page_script", "under_way");
  mark.className = step.status === "fail" ? "mark fail" : "mark";
}

function showService(service) {
  const box = boxOf(service.protocol);
  if (!box) {
    return;
  }
  const sentence = say("verdict", service.verdict);
  const mark = box.querySelector("h4 .mark");
  mark.textContent = sentence;
  mark.className = `mark ${service.verdict}`;
  announce(`${service.protocol.toUpperCase()}: ${sentence}`);
}

/// The same result as without script: it is taken out of the page that shows it.
function showResult(id) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", `/result/${encodeURIComponent(id)}`);
    request.responseType = "document";
    request.addEventListener("loadend", () => {
      const result = request.response && request.response.getElementById("result");
      if (result) {
        outcome.replaceChildren(document.adoptNode(result));
        setUpResult(result);
        history.replaceState(null, "", `/result/${encodeURIComponent(id)}`);  // a reload shows it again and tests nothing
        result.focus();
        announce(document.getElementById("outcome-title").textContent);
      }
      resolve(Boolean(result));
    });
    request.send();
  });
}

/// Server-sent events as they come (HTML, "Server-sent events"): a list of {event, data}.
async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = { event: "message", data: [] };
      for (const line of block.split("\n")) {
        const [, name, text] = line.match(/^(event|data): ?(.*)$/s) || [];
        if (name === "event") {
          fields.event = text;
        } else if (name === "data") {
          fields.data.push(text);
        }
      }
      if (fields.data.length > 0) {
        yield { event: fields.event, data: JSON.parse(fields.data.join("\n")) };
      }
    }
  }
}

/// How a test ended: with a result that is shown; with a sentence about why there is none; or nobody knows.
const Ending = { shown: 1, told: 2, lost: 3 };

async function follow(body) {
  let id = "";
  for await (const { event, data } of eventsOf(body)) {
    if (event === "started") {
      id = data.id;
    } else if (event === "step") {
      showStep(data);
    } else if (event === "service") {
      showService(data);
    } else if (event === "error") {
      outcome.replaceChildren();
      complain(data.field, data.message);
      return Ending.told;
    } else if (event === "report") {
      return await showResult(data.id || id) ? Ending.shown : Ending.lost;
    }
  }
  return Ending.lost;
}

async function runTest(request) {
  const answer = await fetch("/api/v1/check", {
    method: "POST", body: JSON.stringify(request), signal: underWay.signal,
    headers: { "Content-Type": "application/json", "Accept": "text/event-stream" },
  });
  if (answer.ok) {
    showRunning(request.services);
    return follow(answer.body);
  }
  const refusal = await answer.json();
  if (answer.status === 409) {
    showGuard(refusal.message);
  } else {
    complain(refusal.field, refusal.message);
  }
  return Ending.told;
}

async function test(event) {
  event.preventDefault();
  if (underWay) {
    return;
  }
  const request = requestOf(checkForm);
  const button = checkForm.querySelector("button.main");
  underWay = new AbortController();
  clearComplaints();
  button.disabled = true;
  try {
    const ending = await runTest(request);
    if (ending === Ending.lost) {
      throw new Error("no result");
    }
    if (ending === Ending.shown && !document.getElementById("keep").checked) {
      clearPassword(document.getElementById("password"));  // one that was not tried stays
    }
  } catch (error) {
    outcome.replaceChildren();
    complain("", say("page_script", error.name === "AbortError" ? "cancelled" : "lost"));
  }
  button.disabled = false;
  underWay = undefined;
}

if (checkForm) {
  document.getElementById("keep").closest("label").hidden = false;
  checkForm.addEventListener("submit", test);
}
