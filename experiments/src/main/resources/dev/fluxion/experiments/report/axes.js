// Axes: linear or by powers of ten, with a lane for what a log axis cannot show.

/** Whether an axis is logarithmic: as the figure says, or, for «auto», where numbers span much. */
function isLog(wish, values) {
  if (wish !== 'auto') return wish;
  const positive = values.filter(v => v > 0);
  return positive.length > 0.9 * values.length && (positive.length === values.length || d3.max(positive) > 30 * d3.min(positive));
}

/** Ticks of a log axis: powers of ten, or finer where there are few. */
function logTicks(scale, room) {
  const [low, high] = scale.domain().map(Math.log10);
  if (high - low < 1.7) return scale.ticks(5).filter((t, i, all) => all.length < 8 || /^[125]/.test(t.toExponential()));
  const every = Math.max(1, Math.ceil((high - low) / room));
  return d3.range(Math.ceil(low / every - 1e-9) * every, high + 1e-9, every).map(e => +('1e' + e));
}
const logName = t => /^1e/.test(t.toExponential()) && (t < 1e-2 || t > 1e3) ? power(Math.round(Math.log10(t))) : short(t);

/** The horizontal axis: at(value) in pixels, and draw(group). A log axis shows 0 at its left end. */
function acrossAxis(values, log, m, width, floor, title) {
  const zero = log && values.some(v => v <= 0) ? 26 : 0;
  const fits = values.filter(v => Number.isFinite(v) && (!log || v > 0));
  let [low, high] = fits.length ? d3.extent(fits) : [0, 1];
  if (low === high) [low, high] = log ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
  const scale = (log ? d3.scaleLog() : d3.scaleLinear()).domain([low, high]).range([m.left + zero, width - m.right]);
  return {
    low, high, log, zero, scale,
    at: v => log && v <= 0 ? m.left + zero / 2 : scale(v),
    draw(axis) {
      const room = (width - m.left - m.right) / 62;
      let ticks = log ? logTicks(scale, Math.max(3, room)) : scale.ticks(Math.max(3, width / 110));
      if (title === 'step') ticks = ticks.filter(Number.isInteger);
      if (log) while (ticks.length > room + 1) ticks = ticks.filter((_, i) => i % 2 === 0);
      if (zero) axis.append('text').attr('x', m.left + zero / 2).attr('y', floor + 18).attr('text-anchor', 'middle').text('0');
      for (const t of ticks) {
        axis.append('path').attr('class', 'grid').attr('d', `M${scale(t)} ${floor}v5`);
        axis.append('text').attr('x', scale(t)).attr('y', floor + 18).attr('text-anchor', 'middle').text(log ? logName(t) : short(t));
      }
      axis.append('path').attr('class', 'grid').attr('d', `M${m.left} ${floor}H${width - m.right}`);
      axis.append('text').attr('class', 'title').attr('x', width - m.right).attr('y', floor + 35).attr('text-anchor', 'end').text(title);
    },
  };
}

/** The vertical axis: at(value) in pixels, and draw(group). */
function upAxis(values, domain, log, m, width, bottom, title, percent) {
  const finite = values.filter(Number.isFinite);
  const lane = log && finite.some(v => v <= 0) ? 20 : 0;
  const floor = bottom - lane;
  const scale = (log ? d3.scaleLog() : d3.scaleLinear()).domain(domain).range([floor, m.top]);
  if (!log && !percent) scale.nice();
  const top = scale.domain()[1];
  return {
    lane, log,
    // Numbers a log axis cannot show lie in a lane of their own; what is too large is cut at the edge.
    at: v => Number.isNaN(v) ? NaN : log && v <= 0 ? floor + lane / 2 : v > top ? -20 : Math.min(scale(v), bottom + 40),
    draw(axis) {
      for (const t of log ? logTicks(scale, Math.max(3, floor / 42)) : scale.ticks(5)) {
        axis.append('path').attr('class', 'grid').attr('d', `M${m.left} ${scale(t)}H${width - m.right}`);
        axis.append('text').attr('x', m.left - 8).attr('y', scale(t)).attr('dy', '.32em').attr('text-anchor', 'end')
          .text(percent ? `${Math.round(100 * t)} %` : log ? logName(t) : short(t));
      }
      if (lane) {
        axis.append('rect').attr('class', 'lane').attr('x', m.left).attr('y', floor).attr('width', width - m.left - m.right).attr('height', lane);
        axis.append('text').attr('x', m.left - 8).attr('y', floor + lane / 2).attr('dy', '.32em').attr('text-anchor', 'end')
          .text(finite.some(v => v < 0) ? '≤ 0' : '0');
      }
      axis.append('text').attr('class', 'title').attr('x', m.left).attr('y', 10).text(title);
    },
  };
}
