// Heat maps: one panel per run, one scale of colours for all.

function heatmap(host, figure) {
  const panels = figure.lines.map(line => ({ ...line, x: numbers(line.x), y: numbers(line.y), z: numbers(line.z) }));
  label(panels);
  const values = panels.flatMap(p => Array.from(p.z));
  const log = figure.zLog && values.some(v => v > 0);
  const fits = v => Number.isFinite(v) && (!log || v > 0);
  let [low, high] = d3.extent(values.filter(fits));
  if (!(low < high)) [low, high] = log ? [low / 2 || 0.1, 2 * low || 1] : [(low || 0) - 1, (low || 0) + 1];
  const scale = (log ? d3.scaleLog() : d3.scaleLinear()).domain([low, high]).range([0, 1]);
  const paint = v => fits(v) ? d3.interpolateViridis(scale(v)) : 'var(--sunken)';
  const tip = tooltip(host);
  const text = panels.map(p => `${p.name}: ${p.y.length} rows, ${p.x.length} columns, from ${short(d3.min(p.z.filter(fits)))} to ${short(d3.max(p.z.filter(fits)))}`).join('; ');
  const svg = labelled(host, figure, `${figure.zLabel} over ${figure.xLabel} and ${figure.yLabel}. ${text}.`).attr('tabindex', 0);
  const odd = values.some(v => !fits(v));
  element(host, 'p', 'note', [odd ? 'Crossed cells have no number' + (log ? ' above 0.' : '.') : '', ...figure.missing].join(' '));
  let view, at = 0;

  function draw(width) {
    const columns = width < 560 ? 1 : Math.min(panels.length, 3), gap = 18;
    const m = { top: panels.length > 1 ? 38 : 22, right: 8, bottom: 40, left: Math.max(40, ...panels.flatMap(p => brief(p.y).map(t => wide(t) + 12))) };
    const one = (width - gap * (columns - 1)) / columns, w = one - m.left - m.right;
    const cell = p => Math.min(w / p.x.length, 44);
    const tall = Math.max(...panels.map(p => Math.max(12, Math.min(cell(p), 360 / p.y.length)) * p.y.length));
    const rows = Math.ceil(panels.length / columns), block = tall + m.top + m.bottom;
    svg.selectAll('*').remove();
    svg.attr('viewBox', `0 0 ${width} ${rows * block + 50}`);
    view = { width, cells: [] };
    panels.forEach((p, i) => {
      const left = (i % columns) * (one + gap) + m.left, top = Math.floor(i / columns) * block + m.top;
      const cw = w / p.x.length, ch = tall / p.y.length;
      const g = svg.append('g'), axis = svg.append('g').attr('class', 'axis');
      p.y.forEach((_, r) => p.x.forEach((_, c) => {
        const v = p.z[r * p.x.length + c], px = left + c * cw, py = top + tall - (r + 1) * ch;
        g.append('rect').attr('x', px).attr('y', py).attr('width', cw + 0.4).attr('height', ch + 0.4).attr('shape-rendering', 'crispEdges').style('fill', paint(v));
        if (!fits(v)) g.append('path').attr('class', 'cross').attr('d', `M${px + cw * 0.3} ${py + ch * 0.3}L${px + cw * 0.7} ${py + ch * 0.7}m0 ${-ch * 0.4}L${px + cw * 0.3} ${py + ch * 0.7}`);
        else if (cw > 46 && ch > 18) g.append('text').attr('class', 'cell-value').attr('x', px + cw / 2).attr('y', py + ch / 2).attr('dy', '.34em')
          .style('fill', scale(v) > 0.6 ? '#14171a' : '#fcfbf8').text(short(v));
        view.cells.push({ p, v, r, c, px: px + cw / 2, py: py + ch / 2 });
      }));
      const across = brief(p.x), upwards = brief(p.y);
      const everyX = Math.ceil((d3.max(across, wide) + 8) / cw), everyY = Math.ceil(18 / ch);
      across.forEach((t, c) => c % everyX === 0 && axis.append('text').attr('x', left + (c + 0.5) * cw).attr('y', top + tall + 16).attr('text-anchor', 'middle').text(t));
      upwards.forEach((t, r) => r % everyY === 0 && axis.append('text').attr('x', left - 7).attr('y', top + tall - (r + 0.5) * ch).attr('dy', '.32em').attr('text-anchor', 'end').text(t));
      axis.append('text').attr('class', 'title').attr('x', left + w).attr('y', top + tall + 33).attr('text-anchor', 'end').text(figure.xLabel);
      axis.append('text').attr('class', 'title').attr('x', left - m.left + 2).attr('y', top - 8).text(figure.yLabel);
      if (panels.length > 1) svg.append('text').attr('class', 'mark').attr('x', left).attr('y', top - 24).text(p.label);
    });
    // The scale of colours.
    const bar = svg.append('g').attr('class', 'axis'), from = m.left, to = Math.min(width - m.right, m.left + 320), y = rows * block + 4;
    const span = d3.range(48), piece = (to - from) / span.length;
    for (const i of span) bar.append('rect').attr('x', from + i * piece).attr('y', y).attr('width', piece + 0.4).attr('height', 10).attr('shape-rendering', 'crispEdges').style('fill', d3.interpolateViridis(i / 47));
    const place = v => from + scale(v) * (to - from);
    for (const t of log ? logTicks(scale, 6) : scale.ticks(4)) bar.append('text').attr('x', place(t)).attr('y', y + 24).attr('text-anchor', 'middle').text(log ? logName(t) : short(t));
    bar.append('text').attr('class', 'title').attr('x', from).attr('y', y + 40).text(figure.zLabel);
  }
  responsive(host, draw);

  function show(cell) {
    const box = svg.node().getBoundingClientRect(), frame = host.getBoundingClientRect(), zoom = box.width / view.width;
    tip.show(cell.px * zoom, box.top - frame.top + cell.py * zoom, cell.p.label, [
      ['transparent', figure.xLabel, short(cell.p.x[cell.c])], ['transparent', figure.yLabel, short(cell.p.y[cell.r])], [paint(cell.v), figure.zLabel, short(cell.v)]]);
  }
  svg.on('pointermove', event => {
    const [px, py] = d3.pointer(event, svg.node());
    at = d3.minIndex(view.cells, c => Math.hypot(c.px - px, c.py - py));
    if (Math.hypot(view.cells[at].px - px, view.cells[at].py - py) < 60) show(view.cells[at]); else tip.hide();
  }).on('pointerleave', () => tip.hide()).on('blur', () => tip.hide()).on('keydown', event => {
    const wide = panels[0].x.length;
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: wide, ArrowDown: -wide, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === 'Escape') tip.hide();
    if (move === undefined) return;
    event.preventDefault();
    at = Math.max(0, Math.min(view.cells.length - 1, at + move));
    show(view.cells[at]);
  });
}
