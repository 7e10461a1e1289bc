// The filter above the table of accounts; without it the whole table is shown.
"use strict";

const filter = document.getElementById("filter");

function applyFilter() {
  const text = document.getElementById("search").value.toLowerCase();
  const verdict = document.getElementById("verdict").value;
  const rows = Array.from(document.querySelectorAll("#overview tbody tr"));
  for (const row of rows) {
    row.hidden = !row.textContent.toLowerCase().includes(text) || (verdict !== "" && row.dataset.verdict !== verdict);
  }
  const shown = document.getElementById("shown");
  shown.textContent = shown.dataset.sentence.replace("{shown}", rows.filter((row) => !row.hidden).length)
    .replace("{all}", rows.length);
}

if (filter) {
  filter.hidden = false;
  document.getElementById("search").addEventListener("input", applyFilter);
  document.getElementById("verdict").addEventListener("change", applyFilter);
}
