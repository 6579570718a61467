// Draws the figures of the page and makes its buttons work. The data are ready for the axes; see
// FigureData.java. The template puts this behind parts.js, lines.js and contours.js.

const data = JSON.parse(document.getElementById('data').textContent);

for (const figure of data.figures) {
  const host = document.querySelector(`#${CSS.escape(figure.id)} .chart`);
  if (!host) continue;
  host.replaceChildren();
  for (const line of figure.lines) {
    if (!line.y.some(v => Number.isFinite(Number(v)))) figure.missing.push(`Run «${line.name}» has no finite number to draw.`);
  }
  if (figure.lines.length === 0) {
    element(host, 'p', 'empty', ['Nothing to draw yet.', ...figure.missing].join(' '));
  } else {
    (figure.kind === 'CONTOUR' ? contourMap : lineChart)(host, figure);
  }
}

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
