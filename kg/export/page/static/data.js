// What the page carries, as entities and facts that know each other.

const STATUS = ["asserted", "planned", "rumoured", "denied"];
const DENIED = 3;
const element = (id) => document.getElementById(id);
const read = (id) => JSON.parse(element(id).textContent);
const page = read("page");

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").replace(/ø/g, "o").replace(/ł/g, "l");

const entities = read("nodes").map((node, number) => {
  const [type, id, aliases] = page.entities[number];
  const label = String(node.label);
  return {
    number, id, type, label, aliases, x: node.x, y: node.y, drawn: node.x !== undefined,
    facts: [], degree: 0, names: [label, ...aliases].map(fold),
  };
});

const facts = page.facts.map(([subject, relation, object, value, statement], number) => {
  const fact = { number, subject, relation, object, value, statement, evidence: [], mask: 0, bend: 0 };
  entities[subject].facts.push(fact);
  if (object >= 0) {
    if (object !== subject) entities[object].facts.push(fact);
    entities[subject].degree += 1;
    entities[object].degree += 1;
  }
  return fact;
});

for (const [fact, status, former, quote, article, marks, speaker, confidence, qualifiers] of page.evidence) {
  const [title, publisher, published, url] = page.articles[article];
  facts[fact].evidence.push({
    status, former: former === 1, quote: page.quotes[quote], marks, speaker, confidence, qualifiers,
    title, publisher, published, url, article,
  });
  facts[fact].mask |= 1 << status;
}

// Facts between the same two: the first runs straight, the others bend to either side.
const pairs = new Map();
for (const fact of facts) {
  if (fact.object < 0) continue;
  const key = `${Math.min(fact.subject, fact.object)} ${Math.max(fact.subject, fact.object)}`;
  if (!pairs.has(key)) pairs.set(key, []);
  const side = pairs.get(key).push(fact) - 1;
  const bend = Math.ceil(side / 2) * (side % 2 ? 1 : -1);
  fact.bend = fact.subject < fact.object ? bend : -bend;
}

const factsBetween = (a, b) => pairs.get(`${Math.min(a, b)} ${Math.max(a, b)}`) || [];
const otherEnd = (fact, number) => (fact.subject === number ? fact.object : fact.subject);

const state = {
  lang: page.lang, view: "graph", focus: null, depth: 1, entity: null, fact: null,
  typesOff: new Set(), statusesOff: new Set(), relationsOff: new Set(), listText: "", listShown: 100,
};

// ---- Words ----

function say(key, fill = {}) {
  const text = page.words[state.lang][key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in fill ? String(fill[name]) : whole));
}

const number = (n) => n.toLocaleString(state.lang === "fr" ? "fr-FR" : "en-GB");
const count = (key, n) => (n === 1 ? say(`${key}_1`) : say(`${key}_n`, { n: number(n) }));
const typeName = (type) => page.types[type][state.lang];
// What is over has words of its own: "formerly led", not "leads".
const relationName = (fact, from) => {
  const relation = page.relations[fact.relation];
  const side = from === undefined || from === fact.subject ? "" : "_inverse";
  return (formerOnly(fact) && relation[`${state.lang}_former${side}`]) || relation[`${state.lang}${side}`];
};
const objectName = (fact) => (fact.object >= 0 ? entities[fact.object].label : fact.value);

function dayName(iso) {
  if (iso.includes("/")) return iso.split("/").map(dayName).join(" – ");
  const [year, month, day] = iso.split("-").map(Number);
  if (!/^\d{4}(-\d{2}){0,2}$/.test(iso) || month > 12 || day > 31) return iso;
  if (!month) return String(year);
  const form = day ? { day: "numeric", month: "long", year: "numeric" } : { month: "long", year: "numeric" };
  const words = new Intl.DateTimeFormat(state.lang === "fr" ? "fr-FR" : "en-GB", { ...form, timeZone: "UTC" });
  return words.format(new Date(Date.UTC(year, month - 1, day || 1)));
}

// ---- Elements: text only, never markup ----

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "click") node.addEventListener("click", value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

function drawn(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const nameOf = (text) => make("bdi", {}, text);
