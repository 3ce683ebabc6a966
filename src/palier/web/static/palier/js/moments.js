// A habit of speech (« soirs ») ticks its cells in the grid of the week; unticked, it takes back those it had ticked.

const SLOTS = 8;

function cellsOf(code) {
  const bits = BigInt(`0x${code}`);
  return Array.from({ length: 7 * SLOTS }, (_, cell) => cell).filter((cell) => (bits >> BigInt(cell)) & 1n);
}

function join(block) {
  const boxes = [...block.querySelectorAll(".palier-moments__grid input")];
  const words = [...block.querySelectorAll("[data-cells]")];
  const covered = () => new Set(words.filter((word) => word.checked).flatMap((word) => cellsOf(word.dataset.cells)));
  for (const cell of covered()) boxes[cell].checked = true;
  for (const word of words) {
    word.addEventListener("change", () => {
      const others = covered();
      for (const cell of cellsOf(word.dataset.cells)) boxes[cell].checked = word.checked || others.has(cell);
    });
  }
  for (const [cell, box] of boxes.entries()) {
    box.addEventListener("change", () => {
      if (box.checked) return;
      // A word no longer said whole is no longer said.
      for (const word of words) if (cellsOf(word.dataset.cells).includes(cell)) word.checked = false;
    });
  }
}

export function joinMoments(root) {
  for (const block of root.querySelectorAll("[data-moments]")) join(block);
}
