// The table in which reports are typed: Enter, arrows, copy from above, and cells pasted from a spreadsheet.
// Without this script the same table is sent as it is, and a box below it spreads what is pasted.
import { stackTables } from "./tables.js";

const grid = document.querySelector("[data-grid]");
const body = grid.querySelector("tbody");
const most = Number(grid.dataset.most);
const headings = [...grid.querySelectorAll("thead th")].slice(1).map((head) => plain(head.textContent));
// The cell in which something was typed since it was entered: its arrows move the caret, or choose in its list.
let typedIn = null;

function plain(text) {
  return text.trim().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function lines() {
  return [...body.querySelectorAll("tr[data-line]")];
}

function cellsOf(line) {
  return [...line.querySelectorAll("input, textarea")];
}

function placeOf(cell) {
  const line = cell.closest("tr[data-line]");
  return line ? { row: lines().indexOf(line), column: cellsOf(line).indexOf(cell) } : null;
}

function addLine() {
  const number = lines().length + 1;
  if (number > most) return false;
  const holder = document.createElement("tbody");
  holder.append(grid.querySelector("[data-blank]").content.cloneNode(true));
  holder.innerHTML = holder.innerHTML.replaceAll("__n__", number);
  body.append(...holder.children);
  grid.querySelector("[data-count]").value = number;
  stackTables(grid);
  return true;
}

function say(words) {
  grid.querySelector("[data-said]").textContent = words;
}

function tooMany() {
  say(`${most} lignes au plus à la fois. Enregistrez celles-ci, puis ouvrez un autre tableau pour la suite.`);
}

function go(row, column) {
  if (row === lines().length && !addLine()) return tooMany();
  const cell = lines()[row] && cellsOf(lines()[row])[column];
  cell?.focus();
  cell?.select();
}

// Whether an arrow leaves the cell: nothing was typed in it and all of it is selected, or the caret is at that edge.
function leaves(cell, key) {
  const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  if (typedIn !== cell && whole) return true;
  if (cell.selectionStart !== cell.selectionEnd) return false;
  if (key === "ArrowLeft") return cell.selectionStart === 0;
  if (key === "ArrowRight") return cell.selectionStart === cell.value.length;
  if (cell.list && typedIn === cell) return false;
  if (cell.tagName === "INPUT") return true;
  return key === "ArrowUp" ? cell.selectionStart === 0 : cell.selectionStart === cell.value.length;
}

function onKey(event) {
  const at = placeOf(event.target);
  if (!at || event.isComposing || event.altKey) return;
  const { row, column } = at;
  const held = event.ctrlKey || event.metaKey;
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (event.key === "Enter" && !held) {
    event.preventDefault();
    go(event.shiftKey ? row - 1 : row + 1, column);
  } else if (event.key.toLowerCase() === "d" && held && !event.shiftKey) {
    event.preventDefault();
    if (row === 0) return;
    event.target.value = cellsOf(lines()[row - 1])[column].value;
    event.target.select();
    say("Cellule du dessus recopiée.");
  } else if (steps[event.key] && !held && !event.shiftKey && leaves(event.target, event.key)) {
    const [down, right] = steps[event.key];
    if (row + down >= lines().length) return;
    event.preventDefault();
    go(row + down, column + right);
  }
}

// What a spreadsheet copies: tabs between cells, and quotes around a cell that holds a line break.
function cellsIn(text) {
  const found = [[]];
  const pattern = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/y;
  while (pattern.lastIndex <= text.length) {
    const [, quoted, bare] = pattern.exec(text);
    found.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    const rest = text.slice(pattern.lastIndex);
    if (rest === "") break;
    if (rest[0] !== "\t") found.push([]);
    pattern.lastIndex += rest.startsWith("\r\n") ? 2 : 1;
  }
  return found.filter((cells) => cells.some((cell) => cell.trim()));
}

function onPaste(event) {
  const at = placeOf(event.target);
  const text = event.clipboardData?.getData("text/plain").replace(/\s+$/, "") ?? "";
  if (!at || !/[\t\n]/.test(text)) return;
  const rows = cellsIn(text);
  if (rows[0]?.every((cell) => !cell.trim() || headings.includes(plain(cell)))) rows.shift();
  event.preventDefault();
  if (at.row + rows.length > most) return tooMany();
  rows.forEach((values, down) => {
    if (at.row + down === lines().length) addLine();
    const cells = cellsOf(lines()[at.row + down]);
    values.forEach((value, right) => {
      if (cells[at.column + right]) cells[at.column + right].value = value.trim();
    });
  });
  say(rows.length > 1 ? `${rows.length} lignes collées.` : "Une ligne collée.");
}

grid.addEventListener("keydown", onKey);
grid.addEventListener("paste", onPaste);
// What is typed and not sent is not lost by a click elsewhere: the browser asks first.
let isSent = false;
grid.addEventListener("submit", () => {
  isSent = true;
});
window.addEventListener("pageshow", () => {
  isSent = false;
});
window.addEventListener("beforeunload", (event) => {
  if (!isSent && lines().some((line) => cellsOf(line).some((cell) => cell.value.trim()))) event.preventDefault();
});
grid.addEventListener("input", (event) => {
  typedIn = event.target;
});
grid.addEventListener("focusin", () => {
  typedIn = null;
});
// « Ajouter des lignes » without leaving the page.
grid.querySelector("[name=ajouter]").addEventListener("click", (event) => {
  event.preventDefault();
  const first = lines().length;
  if (first >= most) return tooMany();
  for (let count = 0; count < 8 && addLine(); count += 1);
  go(first, 0);
});
