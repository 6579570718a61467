// The button for light and dark, and the list of guides, which is folded on small screens.

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
if (matchMedia('(max-width: 860px)').matches) document.querySelector('.pages details').open = false;
