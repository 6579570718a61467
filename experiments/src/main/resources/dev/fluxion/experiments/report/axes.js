// Axes: linear or by powers of ten, with a lane for what a log axis cannot show.

/** Whether an axis is logarithmic: as the figure says, or, for «auto», where numbers span much and none of weight is negative. */
function isLog(wish, values) {
  if (wish !== 'auto') return wish;
  const positive = values.filter(v => v > 0);
  const high = d3.max(positive);
  return positive.length > 0.9 * values.length && high > 30 * d3.min(positive) && d3.min(values) > -1e-3 * high;
}

/** Ticks of a log axis: powers of ten, or finer where there are few. */
function logTicks(scale, room) {
  const [low, high] = scale.domain().map(Math.log10);
  if (high - low < 1.7) return scale.ticks(5).filter((t, i, all) => all.length < 8 || /^[125]/.test(t.toExponential()));
  const every = [1, 2, 3, 5, 10, 20, 30, 50, 100].find(n => n * room >= high - low) || 200;
  return d3.range(Math.ceil(low / every - 1e-9) * every, high + 1e-9, every).map(e => +('1e' + e));
}
/** Leaves out ticks that would stand too near to one another: powers of ten stay first, then 2 and 5. */
function apart(ticks, near) {
  const rank = t => ['1', '2', '5'].includes(t.toExponential().split('e')[0]) ? /^1e/.test(t.toExponential()) ? 0 : 1 : 2;
  const kept = [];
  for (const t of d3.sort(ticks, rank)) if (!kept.some(k => near(k, t))) kept.push(t);
  return d3.sort(kept);
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
      if (log) {
        const half = t => wide(logName(t)) / 2;
        ticks = apart(ticks, (a, b) => Math.abs(scale(a) - scale(b)) < half(a) + half(b) + 10)
          .filter(t => !zero || scale(t) - m.left - zero / 2 >= half(t) + 7);
      }
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

/** The vertical axis: at(value) in pixels, room for its numbers, and draw(group). */
function upAxis(values, domain, log, m, width, bottom, title, percent, exact) {
  const finite = values.filter(Number.isFinite);
  const lane = log && finite.some(v => v <= 0) ? 20 : 0;
  const floor = bottom - lane;
  const scale = (log ? d3.scaleLog() : d3.scaleLinear()).domain(domain).range([floor, m.top]);
  if (!log && !percent && !exact) scale.nice();
  const top = scale.domain()[1];
  const ticks = !log ? scale.ticks(5) : apart(logTicks(scale, Math.max(3, floor / 42)), (a, b) => Math.abs(scale(a) - scale(b)) < 15)
    .filter(t => !lane || scale(t) < floor - 4);
  const name = t => percent ? `${Math.round(100 * t)} %` : log ? logName(t) : short(t);
  return {
    lane, log,
    room: 14 + d3.max([0, ...ticks.map(t => wide(name(t)))]),
    // Numbers a log axis cannot show lie in a lane of their own; what is too large is cut at the edge.
    at: v => Number.isNaN(v) ? NaN : log && v <= 0 ? floor + lane / 2 : v > top ? -20 : Math.min(scale(v), bottom + 40),
    draw(axis) {
      for (const t of ticks) {
        axis.append('path').attr('class', 'grid').attr('d', `M${m.left} ${scale(t)}H${width - m.right}`);
        axis.append('text').attr('x', m.left - 8).attr('y', scale(t)).attr('dy', '.32em').attr('text-anchor', 'end').text(name(t));
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
