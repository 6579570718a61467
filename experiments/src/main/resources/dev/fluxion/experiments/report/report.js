// Draws the figures of the page when they come near, and makes its buttons work. The data are ready
// for the axes; see FigureData.java. The template puts this behind the other scripts.

const marks = { line: chart, band: chart, share: chart, bars: chart, cells: heatmap, map };
const figures = [...document.querySelectorAll('figure')];
const waiting = new Set(figures);

/** Draws a figure, once. */
function drawFigure(box) {
  if (!waiting.delete(box)) return;
  const host = box.querySelector('.chart');
  const figure = JSON.parse(box.querySelector('.figure-data').textContent);
  host.replaceChildren();
  for (const line of figure.lines) {
    if (!(line.z || line.y).some(v => Number.isFinite(Number(v)))) figure.missing.push(`«${line.name}» ${figure.mark === 'share' ? 'gets nowhere.' : 'has no finite number to draw.'}`);
  }
  if (figure.lines.length === 0) {
    element(host, 'p', 'empty', ['Nothing to draw yet.', ...figure.missing].join(' '));
  } else {
    marks[figure.mark](host, figure);
    const button = element(box.querySelector('.command'), 'button', 'save', 'SVG');
    button.type = 'button';
    button.title = 'Save the figure as it is shown, as an SVG file';
    button.addEventListener('click', () => save(`${box.id}.svg`, 'image/svg+xml', picture(box)));
  }
  host.classList.remove('waiting');
}

const near = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) {
    near.unobserve(entry.target);
    drawFigure(entry.target);
  }
}, { rootMargin: '900px' });
for (const box of figures) {
  box.querySelector('.chart').replaceChildren();
  box.querySelector('.chart').classList.add('waiting');
  near.observe(box);
}
addEventListener('beforeprint', () => figures.forEach(drawFigure));
// Far figures are drawn one by one, in breaths, so that the page answers meanwhile.
setTimeout(function next() {
  const box = figures.find(f => waiting.has(f));
  if (!box) return;
  drawFigure(box);
  setTimeout(next, 30);
}, 300);

for (const box of document.querySelectorAll('.command')) {
  const code = box.querySelector('code');
  const button = element(box, 'button', '', 'Copy');
  button.type = 'button';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  });
}

// ---- The list of claims ----

const claims = document.getElementById('claims');
const rows = [...claims.querySelectorAll('[data-verdict]')];
const search = claims.querySelector('input'), found = claims.querySelector('output');
const choices = [...claims.querySelectorAll('button[data-show]')];
claims.querySelector('.filter').hidden = false;
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const on = choices.filter(b => b.getAttribute('aria-pressed') === 'true').map(b => b.dataset.show);
  let count = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(w => text.includes(w)) || (on.length > 0 && !on.includes(row.dataset.verdict));
    count += row.hidden ? 0 : 1;
  }
  found.textContent = count === rows.length ? `${count} claims` : `${count} of ${rows.length} claims`;
}
search.addEventListener('input', filter);
for (const button of choices) button.addEventListener('click', () => {
  button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
  filter();
});
addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || /INPUT|TEXTAREA/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  search.focus();
});
filter();

// ---- Colours ----

const root = document.documentElement, theme = document.getElementById('theme');
const night = matchMedia('(prefers-color-scheme: dark)');
const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : night.matches;
const name = () => { theme.textContent = dark() ? '☀ Light' : '☾ Dark'; };
theme.hidden = false;
theme.addEventListener('click', () => {
  root.dataset.theme = dark() ? 'light' : 'dark';
  try { localStorage.setItem('fluxion-theme', root.dataset.theme); } catch { /* no storage */ }
  name();
});
night.addEventListener('change', name);
name();

if (exporting) {
  document.body.classList.add('exporting');
  for (const box of figures) {
    drawFigure(box);
    const text = picture(box);
    if (!text) continue;
    const out = document.createElement('script');
    out.type = 'text/plain';
    out.className = 'picture';
    out.dataset.figure = box.id;
    out.textContent = btoa(Array.from(new TextEncoder().encode(text), b => String.fromCharCode(b)).join(''));
    document.body.append(out);
  }
}
