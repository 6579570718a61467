package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.List;

/** A million random numbers at a time. */
final class RandomNumbers {
  private static final int N = 1 << 20;
  private static final RandomKey KEY = RandomKey.of(1);

  private interface Draw {
    Runnable into(float[] x);
  }

  private RandomNumbers() {}

  static List<Case> cases() {
    return List.of(
        row("normals", new Subject.Normals(N), x -> () -> KEY.normals(0, N, x, 0)),
        row("uniforms", new Subject.Own(), x -> () -> KEY.uniforms(0, N, 0, 1, x, 0)));
  }

  private static Case row(String name, Subject subject, Draw draw) {
    return new Case(
        Part.RANDN,
        name,
        Metric.NANOSECONDS,
        Kind.RANDOM,
        Cost.perElement(N, 0, 0, 4, 4),
        subject,
        () -> {
          float[] x = new float[N];
          return new Work(draw.into(x), x);
        });
  }
}
