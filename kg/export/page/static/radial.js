// A neighbourhood as rings: the entity in the middle, what it is linked to around it, sorted by relation.

const FIRST_RING = 60; // beyond, names cannot be told apart on a screen; the panel lists all
const SECOND_RING = 90;

function neighbourhood(focus, depth) {
  const mine = entities[focus].facts.filter(factShown);
  const ring = [];
  const seen = new Set([focus]);
  for (const fact of mine) {
    const other = fact.object < 0 ? `v${fact.number}` : otherEnd(fact, focus);
    if (!seen.has(other)) {
      seen.add(other);
      ring.push({ key: other, fact, children: [] });
    }
  }
  ring.sort((a, b) => a.fact.relation - b.fact.relation || (a.fact.subject === focus) - (b.fact.subject === focus) ||
    a.fact.number - b.fact.number);
  const first = closest(ring, FIRST_RING);
  const all = ring.length;
  let second = 0;
  let beyond = 0;
  if (depth === 2) {
    for (const spoke of first) {
      for (const fact of typeof spoke.key === "number" ? entities[spoke.key].facts : []) {
        const other = otherEnd(fact, spoke.key);
        if (fact.object < 0 || seen.has(other) || !factShown(fact)) continue;
        seen.add(other);
        beyond += 1;
        if (second < SECOND_RING) {
          second += 1;
          spoke.children.push(other);
        }
      }
    }
  }
  return { ring: first, drawn: first.length + second, all: all + beyond };
}

function closest(ring, limit) {
  if (ring.length <= limit) return ring;
  const weight = (spoke) => (typeof spoke.key === "number" ? entities[spoke.key].degree : 0);
  const kept = new Set([...ring].sort((a, b) => weight(b) - weight(a) || a.fact.number - b.fact.number).slice(0, limit));
  return ring.filter((spoke) => kept.has(spoke));
}

// Places in screen units around 0, 0: { key: { x, y } }, for a stage of this size.
function rings(focus, found, width, height) {
  const places = new Map([[focus, { x: 0, y: 0 }]]);
  const { ring } = found;
  const deep = ring.some((spoke) => spoke.children.length);
  const wide = Math.max(width / 2 - (width < 500 ? 48 : 140), 80);
  const high = Math.max(height / 2 - 34, 90);
  const weights = ring.map((spoke) => 1 + spoke.children.length * 0.7);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const rows = deep ? [0.42, 0.54] : ring.length > 34 ? [1, 0.78, 0.58] : ring.length > 14 ? [1, 0.72] : [0.92];
  let turned = 0;
  ring.forEach((spoke, i) => {
    const from = turned / total;
    turned += weights[i];
    const at = (share, reach) => {
      const angle = (from + share * (turned / total - from)) * 2 * Math.PI - Math.PI / 2;
      return { x: Math.cos(angle) * wide * reach, y: Math.sin(angle) * high * reach };
    };
    places.set(spoke.key, at(0.5, rows[i % rows.length]));
    spoke.children.forEach((child, k) => {
      places.set(child, at((k + 0.5) / spoke.children.length, [1, 0.84][(i + k) % 2]));
    });
  });
  return places;
}
