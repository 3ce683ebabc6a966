// On a narrow screen each row of a table reads as a card: every cell carries the head of its column.

function stack(block) {
  const heads = [...block.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const row of block.querySelectorAll("tbody tr")) {
    [...row.cells].forEach((cell, index) => {
      if (heads[index] && cell.colSpan === 1) cell.dataset.label = heads[index];
    });
  }
  const isNumbers = heads.length === 2 && block.querySelector("thead th:last-child.palier-number");
  if (isNumbers) block.classList.add("palier-table--numbers");
  block.classList.add("palier-table--stacked");
}

export function stackTables(root) {
  const own = root.matches?.("[data-table]") ? [root] : [];
  for (const block of [...own, ...root.querySelectorAll("[data-table]")]) stack(block);
}
