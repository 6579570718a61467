// Figures as pictures of their own: SVG files with all styles inside, for papers.

/** The address «#pictures» asks for all figures at once, as text in the page; see Pictures.java. */
const exporting = location.hash === '#pictures';
const STYLES = ['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin',
  'opacity', 'font-size', 'font-style', 'font-weight', 'text-anchor', 'paint-order', 'visibility'];
const USUAL = { 'fill-opacity': '1', 'stroke-opacity': '1', opacity: '1', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter',
  'font-style': 'normal', 'font-weight': '400', 'text-anchor': 'start', 'paint-order': 'normal', visibility: 'visible', stroke: 'none' };
const FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif';

/** The text of an SVG file of a figure as it is shown, in the colours of paper. */
function picture(figure) {
  const svg = figure.querySelector('.chart > svg');
  if (!svg) return null;
  const theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = 'light';
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((node, i) => {
    const style = getComputedStyle(node);
    for (const name of STYLES) {
      to[i].style.removeProperty(name);
      const value = style.getPropertyValue(name);
      if (value && value !== USUAL[name] && !(name === 'stroke-width' && style.stroke === 'none')) to[i].setAttribute(name, value);
      else to[i].removeAttribute(name);
    }
    for (const name of ['class', 'style', 'tabindex', 'data-line']) to[i].removeAttribute(name);
  });
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const head = heading(figure, width);
  if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme;
  copy.removeAttribute('aria-label');
  copy.setAttribute('y', head.height);
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.setAttribute('overflow', 'visible');
  const text = new XMLSerializer().serializeToString(copy).replaceAll(/(\d\.\d{2})\d+/g, '$1');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${Math.ceil(head.height + height + 4)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(head.height + height + 4)}" font-family='${FONT}'>` +
    `<rect width="100%" height="100%" fill="#fff"/>${head.text}${text}</svg>\n`;
}

/** Title and legend, which stand beside the drawing in the page. */
function heading(figure, width) {
  const measure = document.createElement('canvas').getContext('2d');
  const escape = s => s.replace(/[&<>]/g, c => `&#${c.charCodeAt(0)};`);
  let text = '', y = 18, row = '';
  const line = () => { if (row) text += `<text x="4" y="${y}" font-size="14" font-weight="600" fill="#1c2126">${escape(row)}</text>`; y += 18; row = ''; };
  measure.font = `600 14px ${FONT}`;
  for (const word of figure.dataset.title.split(' ')) {
    if (row && measure.measureText(`${row} ${word}`).width > width - 12) line();
    row += (row ? ' ' : '') + word;
  }
  line();
  measure.font = `12px ${FONT}`;
  let x = 4;
  for (const button of figure.querySelectorAll('.legend button[aria-pressed=true]')) {
    const name = button.textContent, wide = measure.measureText(name).width + 44;
    if (x + wide > width && x > 4) { x = 4; y += 17; }
    const style = getComputedStyle(button.querySelector('path'));
    text += `<path d="M${x} ${y}h20" fill="none" stroke="${style.stroke}" stroke-width="3" stroke-dasharray="${style.strokeDasharray}"/>` +
      `<text x="${x + 25}" y="${y + 4}" font-size="12" fill="#1c2126">${escape(name)}</text>`;
    x += wide;
  }
  return { text, height: y + 10 };
}

/** Hands a text to the reader as a file. */
function save(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
