package dev.fluxion.bench.cases;

/** The unit of a row, as people in its field quote it. */
public enum Metric {
  /** Floating-point operations per nanosecond; an FMA is two. */
  GFLOPS("GFLOP/s", true),
  /** Bytes read and written per nanosecond. */
  BANDWIDTH("GB/s", true),
  /** Elements per nanosecond. */
  ELEMENTS("elements/ns", true),
  /** Microseconds per call. */
  MICROSECONDS("us", false),
  /** Nanoseconds per element. */
  NANOSECONDS("ns", false);

  private final String unit;
  private final boolean rate;

  Metric(String unit, boolean rate) {
    this.unit = unit;
    this.rate = rate;
  }

  /** How it is printed. */
  public String unit() {
    return unit;
  }

  /** Whether more is better. */
  public boolean isRate() {
    return rate;
  }

  /** What a call of so many nanoseconds comes to. */
  public double of(Cost cost, double nanoseconds) {
    return switch (this) {
      case GFLOPS -> cost.flops() / nanoseconds;
      case BANDWIDTH -> cost.bytes() / nanoseconds;
      case ELEMENTS -> cost.items() / nanoseconds;
      case MICROSECONDS -> nanoseconds * 1e-3;
      case NANOSECONDS -> nanoseconds / cost.items();
    };
  }
}
