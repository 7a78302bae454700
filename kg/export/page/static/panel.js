// The column on the right (the bottom on a phone), and the full list.

const PANEL_FACTS = 60;

function panelHead(entity) {
  const head = make("header", {}, make("p", { class: "kind" }, typeMark(entity.type), make("span", {}, typeName(entity.type))),
    make("h2", { tabindex: "-1" }, nameOf(entity.label)));
  if (entity.aliases.length) {
    head.append(make("p", { class: "also", dir: "auto" }, `${say("also")} ${entity.aliases.join(", ")}`));
  }
  const articles = new Set(entity.facts.flatMap((f) => f.evidence.map((item) => item.article)));
  head.append(make("p", { class: "sums" }, `${count("facts", entity.facts.length)} · ${count("articles", articles.size)}`));
  return head;
}

function panelTools(entity) {
  const focus = entity === null || entity.number === state.focus || !entity.facts.length ? ""
    : make("button", { type: "button", class: "main", click: () => focusOn(entity.number) }, say("focus"));
  const close = make("button", { type: "button", click: () => choose({}, true) }, say("close"));
  return make("p", { class: "tools" }, focus, close);
}

function entityPanel(entity) {
  const shown = entity.facts.filter(factShown);
  const groups = new Map();
  for (const fact of shown) {
    const title = relationName(fact, entity.number);
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(fact);
  }
  const body = make("div", {});
  let left = PANEL_FACTS;
  const sections = [...groups].map(([title, items]) => () => make("section", {}, make("h3", {}, title),
    make("ul", { class: "facts" }, ...items.map((fact) => factItem(fact, entity.number)))));
  const rest = [];
  [...groups.values()].forEach((items, i) => {
    if (left > 0) body.append(sections[i]());
    else rest.push(i);
    left -= items.length;
  });
  if (rest.length) {
    const more = [...groups.values()].filter((_, i) => rest.includes(i)).reduce((sum, items) => sum + items.length, 0);
    const button = make("button", { type: "button", class: "main" }, say("show_more", { n: number(more) }));
    button.addEventListener("click", () => { button.remove(); rest.forEach((i) => body.append(sections[i]())); });
    body.append(button);
  }
  return [panelHead(entity), panelTools(entity), shown.length ? body : make("p", { class: "muted" }, say("no_fact_here"))];
}

function factPanel(fact) {
  const others = fact.object < 0 ? [] : factsBetween(fact.subject, fact.object).filter((f) => f !== fact && factShown(f));
  const parts = [
    make("h2", { tabindex: "-1", class: "quiet" }, count("sources", new Set(fact.evidence.filter(evidenceShown).map((i) => i.article)).size)),
    panelTools(null), make("ul", { class: "facts whole" }, factItem(fact, undefined, true)),
  ];
  if (others.length) {
    parts.push(make("h3", {}, say("other_facts")), make("ul", { class: "facts" }, ...others.map((f) => factItem(f))));
  }
  return parts;
}

function overviewPanel() {
  const most = entities.filter((e) => e.degree && entityShown(e)).sort((a, b) => b.degree - a.degree || a.number - b.number).slice(0, 12);
  const row = (entity) => make("li", {}, entityLink(entity), make("span", { class: "amount" }, count("links", entity.degree)));
  const parts = [make("h2", { tabindex: "-1" }, say("overview")), make("p", { class: "muted" }, say("how_to"))];
  if (most.length) parts.push(make("h3", {}, say("most_linked")), make("ol", { class: "most" }, ...most.map(row)));
  const argued = facts.filter((fact) => disputed(fact) && factShown(fact)).slice(0, 20);
  if (argued.length) {
    parts.push(make("h3", {}, say("disputed")), make("ul", { class: "facts" }, ...argued.map((fact) => factItem(fact))));
  }
  return parts;
}

function renderPanel() {
  const panel = element("panel");
  const parts = state.fact !== null ? factPanel(facts[state.fact])
    : state.entity !== null ? entityPanel(entities[state.entity]) : overviewPanel();
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

function renderWhere() {
  const where = element("where");
  where.hidden = state.focus === null;
  if (state.focus === null) return;
  const depth = (n) => make("button", { type: "button", "aria-pressed": String(state.depth === n), click: () => { state.depth = n; refresh(); } }, say(`depth_${n}`));
  where.replaceChildren(
    make("button", { type: "button", class: "main", id: "overview", click: showOverview }, `← ${say("overview")}`),
    make("strong", {}, nameOf(entities[state.focus].label)),
    make("span", { class: "switch", role: "group", "aria-label": say("depth") }, depth(1), depth(2)));
}

// ---- The full list ----

function factText(fact) {
  if (!fact.folded) {
    const said = fact.evidence.flatMap((i) => [i.quote, i.title, i.publisher, i.speaker, i.published]);
    const relation = page.relations[fact.relation];
    fact.folded = fold([entities[fact.subject].label, objectName(fact), relation.fr, relation.en, ...said].join(" "));
  }
  return fact.folded;
}

function renderList() {
  const field = make("input", { type: "search", id: "list-filter", placeholder: say("list_filter"), "aria-label": say("list_filter") });
  field.value = state.listText;
  field.addEventListener("input", () => {
    state.listText = field.value;
    state.listShown = 100;
    renderRows();
  });
  element("list").replaceChildren(make("div", { class: "list-head" }, field, make("p", { id: "list-count", class: "muted" })), make("div", { id: "rows" }));
  renderRows();
}

function renderRows() {
  const wanted = fold(state.listText).split(/\s+/).filter(Boolean);
  const found = facts.filter((fact) => factShown(fact) && wanted.every((word) => factText(fact).includes(word)));
  element("list-count").textContent = say("list_count", { n: number(found.length), all: number(facts.length) });
  const items = make("ul", { class: "facts wide" }, ...found.slice(0, state.listShown).map((fact) => factItem(fact)));
  element("rows").replaceChildren(items);
  const left = Math.min(found.length - state.listShown, 200);
  if (left > 0) {
    const more = () => {
      state.listShown += 200;
      renderRows();
    };
    element("rows").append(make("button", { type: "button", class: "main", click: more }, say("show_more", { n: number(left) })));
  }
}
