// A fact in words: the sentence that states it, how sure it is, who says it and where.

function statusChip(status, former) {
  const chip = make("span", { class: `chip ${STATUS[status]}` }, say(STATUS[status]));
  const past = former ? make("span", { class: "chip former", title: say("former_help") }, say("former")) : "";
  return make("span", { class: "chips" }, chip, past);
}

function factChips(fact) {
  const chips = statusChip(statusOf(fact), formerOnly(fact));
  if (disputed(fact)) chips.append(make("span", { class: "chip denied", title: say("disputed_help") }, say("disputed")));
  return chips;
}

function quoteOf(item) {
  const quote = make("blockquote", { dir: "auto" }, say("quote_open"));
  let last = 0;
  for (let i = 0; i < item.marks.length; i += 3) {
    const [start, end, kind] = item.marks.slice(i, i + 3);
    quote.append(item.quote.slice(last, start), make("mark", { class: kind === 1 ? "subject" : "object" }, item.quote.slice(start, end)));
    last = end;
  }
  quote.append(item.quote.slice(last), say("quote_close"));
  return quote;
}

const webAddress = (url) => /^https?:\/\//i.test(url);

function sourceOf(item) {
  const line = make("p", { class: "source" }, make("cite", { dir: "auto" }, item.title || say("untitled")));
  const rest = [item.publisher, item.published ? dayName(item.published) : say("undated")].filter(Boolean);
  line.append(" · ", make("span", {}, rest.join(" · ")));
  if (webAddress(item.url)) {
    line.append(" · ", make("a", { class: "go", href: item.url, target: "_blank", rel: "noopener noreferrer" }, say("source")));
  }
  return line;
}

function qualifierWords(name, text) {
  return name === "when" ? dayName(text) : text;
}

function detailsOf(item) {
  const parts = item.qualifiers.map(([name, text]) => `${say(`q_${name}`)}${state.lang === "fr" ? "\u00a0" : ""}: ${qualifierWords(name, text)}`);
  const share = Number(item.confidence);
  if (item.speaker) parts.unshift(say("said_by", { name: item.speaker }));
  if (item.confidence !== "" && share >= 0 && share <= 1) parts.push(say("confidence", { n: Math.round(share * 100) }));
  return parts.length ? make("p", { class: "said", dir: "auto" }, parts.join(" · ")) : "";
}

function citation(fact, item) {
  const status = say(STATUS[item.status]) + (item.former ? `, ${say("former")}` : "");
  const source = [item.title || say("untitled"), item.publisher, item.published ? dayName(item.published) : say("undated")];
  return [
    `${entities[fact.subject].label} — ${relationName(fact)} — ${objectName(fact)} [${status}]`,
    `${say("quote_open")}${item.quote}${say("quote_close")}${item.speaker ? ` (${say("said_by", { name: item.speaker })})` : ""}`,
    [...source, webAddress(item.url) ? item.url : ""].filter(Boolean).join(", "),
  ].join("\n");
}

async function putOnClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { class: "offstage", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function copyButton(fact, item) {
  const button = make("button", { type: "button", class: "copy" }, say("copy"));
  button.addEventListener("click", async () => {
    const done = await putOnClipboard(citation(fact, item));
    button.textContent = say(done ? "copied" : "copy_failed");
    announce(button.textContent);
    window.setTimeout(() => { button.textContent = say("copy"); }, 1600);
  });
  return button;
}

function evidenceBlock(fact, item, alone) {
  const chips = alone ? "" : statusChip(item.status, item.former);
  return make("div", { class: `evidence ${STATUS[item.status]}` }, chips, quoteOf(item), detailsOf(item), sourceOf(item), copyButton(fact, item));
}

function evidenceOf(fact, all) {
  const items = fact.evidence.filter(evidenceShown);
  const alone = items.every((item) => item.status === items[0].status && item.former === items[0].former);
  const blocks = items.map((item) => evidenceBlock(fact, item, alone));
  if (all || blocks.length < 3) return blocks;
  const rest = make("details", { class: "more" }, make("summary", {}, `+ ${count("sources", blocks.length - 1)}`), ...blocks.slice(1));
  return [blocks[0], rest];
}

function entityLink(entity) {
  return make("button", { type: "button", class: "entity", click: () => choose({ entity: entity.number }, true) }, typeMark(entity.type), nameOf(entity.label));
}

const objectPart = (fact) => (fact.object >= 0 ? entityLink(entities[fact.object]) : make("span", { class: "value" }, nameOf(fact.value)));

// A fact as a line and its sentences. `from`: the entity it is told from, whose name then is not repeated.
function factItem(fact, from, all = false) {
  const struck = statusOf(fact) === DENIED ? " struck" : "";
  const other = from === fact.subject ? objectPart(fact) : entityLink(entities[fact.subject]);
  const line = from === undefined
    ? make("p", { class: `line${struck}` }, entityLink(entities[fact.subject]), make("span", { class: "relation" }, relationName(fact)), objectPart(fact), factChips(fact))
    : make("p", { class: `line${struck}` }, other, factChips(fact));
  return make("li", { class: "fact", "data-statement": fact.statement }, line, ...evidenceOf(fact, all));
}
