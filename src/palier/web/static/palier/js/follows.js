// A list of people grouped by organisation (« data-follows » names the other list) keeps those of the chosen one alone.

function narrow(list) {
  const lead = list.form?.elements[list.name.replace(/[^-]+$/, list.dataset.follows)];
  if (!lead) return;
  const groups = [...list.querySelectorAll("optgroup")];
  const keep = () => {
    const organisation = lead.value && lead.selectedOptions[0].textContent;
    const chosen = list.value;
    for (const group of groups) group.remove();
    list.append(...groups.filter((group) => !organisation || group.label === organisation));
    list.value = chosen;
    if (list.selectedIndex < 0) list.selectedIndex = 0;
  };
  lead.addEventListener("change", keep);
  keep();
}

export function followLists(root) {
  for (const list of root.querySelectorAll("select[data-follows]")) narrow(list);
}
