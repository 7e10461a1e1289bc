// Filter, sort and copy. Without it the report is whole all the same: everything stands in the page.
"use strict";

const rows = Array.from(document.querySelectorAll("#overview tbody tr"));
const search = document.getElementById("search");
const verdict = document.getElementById("verdict");

function filter() {
  const words = search.value.toLowerCase();
  for (const row of rows) {
    const fits = row.textContent.toLowerCase().includes(words) &&
      (verdict.value === "" || row.dataset.verdict === verdict.value);
    row.hidden = !fits;
    document.getElementById(row.dataset.account).hidden = !fits;
  }
}

function sort(heading) {
  const column = heading.cellIndex;
  const falling = heading.getAttribute("aria-sort") === "ascending";
  for (const other of heading.parentNode.children) {
    other.removeAttribute("aria-sort");
  }
  heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const key = (row) => row.cells[column].dataset.key || row.cells[column].textContent;
  rows.sort((a, b) => key(a).localeCompare(key(b), document.documentElement.lang, { numeric: true }) * (falling ? -1 : 1));
  for (const row of rows) {
    row.parentNode.append(row);
    const account = document.getElementById(row.dataset.account);
    account.parentNode.append(account);
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    getSelection().selectAllChildren(text);
    document.execCommand("copy");
  }
  button.textContent = button.dataset.done;
}

search.addEventListener("input", filter);
verdict.addEventListener("change", filter);
for (const heading of document.querySelectorAll("#overview th")) {
  heading.firstElementChild.addEventListener("click", () => sort(heading));
}
for (const button of document.querySelectorAll("button.copy")) {
  button.addEventListener("click", () => copy(button));
}
for (const link of document.querySelectorAll("#overview a")) {
  link.addEventListener("click", () => { document.getElementById(link.hash.slice(1)).open = true; });
}
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) {
    details.open = true;
  }
});
