package dev.fluxion.autodiff.kernel;

import static dev.fluxion.autodiff.kernel.Shaped.broadcast;
import static dev.fluxion.autodiff.kernel.Shaped.plain;
import static dev.fluxion.autodiff.kernel.Shaped.reduction;

import java.util.List;
import java.util.stream.Stream;

/** The kernels that know rows and columns, with naive references. */
final class ShapedKernels {
  private ShapedKernels() {}

  static Stream<Shaped> products() {
    return Stream.of(new float[] {1, 0}, new float[] {-0.7f, 1}, new float[] {1.3f, 0.6f})
        .flatMap(f -> Stream.of(gemv(f[0], f[1]), gemvTransposed(f[0], f[1]), ger(f[0])));
  }

  private static Shaped gemv(float alpha, float beta) {
    return new Shaped(
        "Gemv.gemv alpha=" + alpha + " beta=" + beta,
        List.of("a", "x", "y"),
        (m, n) -> new int[] {m * n, n, m},
        false,
        (m, n, a, o) -> Gemv.gemv(m, n, alpha, a[0], o[0], a[1], o[1], beta, a[2], o[2]),
        (m, n, a, o) -> Gemv.Scalar.gemv(m, n, alpha, a[0], o[0], a[1], o[1], beta, a[2], o[2]),
        (m, n, a, o) -> Gemv.Vector.gemv(m, n, alpha, a[0], o[0], a[1], o[1], beta, a[2], o[2]),
        Shaped.eachRow(
            (n, i, a, o) -> {
              int row = o[0] + i * n;
              float sum =
                  Canonical.floatSum(
                      n, 16, 16, (s, j) -> Math.fma(a[0][row + j], a[1][o[1] + j], (float) s));
              return beta == 0 ? alpha * sum : Math.fma(alpha, sum, beta * a[2][o[2] + i]);
            }));
  }

  private static Shaped gemvTransposed(float alpha, float beta) {
    return new Shaped(
        "GemvTransposed.gemvTransposed alpha=" + alpha + " beta=" + beta,
        List.of("a", "x", "y"),
        (m, n) -> new int[] {m * n, m, n},
        false,
        (m, n, a, o) ->
            GemvTransposed.gemvTransposed(m, n, alpha, a[0], o[0], a[1], o[1], beta, a[2], o[2]),
        (m, n, a, o) ->
            GemvTransposed.Scalar.gemvTransposed(
                m, n, alpha, a[0], o[0], a[1], o[1], beta, a[2], o[2]),
        (m, n, a, o) ->
            GemvTransposed.Vector.gemvTransposed(
                m, n, alpha, a[0], o[0], a[1], o[1], beta, a[2], o[2]),
        (m, n, a, o) -> {
          for (int j = 0; j < n; j++) {
            float sum = beta == 0 ? 0 : beta * a[2][o[2] + j];
            for (int i = 0; i < m; i++) {
              sum = Math.fma(a[0][o[0] + i * n + j], alpha * a[1][o[1] + i], sum);
            }
            a[2][o[2] + j] = sum;
          }
        });
  }

  private static Shaped ger(float alpha) {
    return new Shaped(
        "Ger.ger alpha=" + alpha,
        List.of("x", "y", "a"),
        (m, n) -> new int[] {m, n, m * n},
        false,
        (m, n, a, o) -> Ger.ger(m, n, alpha, a[0], o[0], a[1], o[1], a[2], o[2]),
        null,
        null,
        (m, n, a, o) -> {
          for (int i = 0; i < m * n; i++) {
            float x = alpha * a[0][o[0] + i / n];
            a[2][o[2] + i] = Math.fma(x, a[1][o[1] + i % n], a[2][o[2] + i]);
          }
        });
  }

  static Stream<Shaped> broadcasts() {
    return Stream.of(
        broadcast("AddRow.addRow", true, AddRow::addRow, (t, k, a, o) -> x(t, a, o) + v(k, a, o)),
        broadcast(
            "AddRow.subtractRow",
            true,
            AddRow::subtractRow,
            (t, k, a, o) -> x(t, a, o) - v(k, a, o)),
        broadcast(
            "MultiplyRow.multiplyRow",
            true,
            MultiplyRow::multiplyRow,
            (t, k, a, o) -> x(t, a, o) * v(k, a, o)),
        broadcast(
            "MultiplyRow.divideRow",
            true,
            MultiplyRow::divideRow,
            (t, k, a, o) -> x(t, a, o) / v(k, a, o)),
        broadcast(
            "AddColumn.addColumn",
            false,
            AddColumn::addColumn,
            (t, k, a, o) -> x(t, a, o) + v(k, a, o)),
        broadcast(
            "AddColumn.subtractColumn",
            false,
            AddColumn::subtractColumn,
            (t, k, a, o) -> x(t, a, o) - v(k, a, o)),
        broadcast(
            "MultiplyColumn.multiplyColumn",
            false,
            MultiplyColumn::multiplyColumn,
            (t, k, a, o) -> x(t, a, o) * v(k, a, o)),
        broadcast(
            "MultiplyColumn.divideColumn",
            false,
            MultiplyColumn::divideColumn,
            (t, k, a, o) -> x(t, a, o) / v(k, a, o)));
  }

  private static float x(int t, float[][] a, int[] o) {
    return a[0][o[0] + t];
  }

  private static float v(int k, float[][] a, int[] o) {
    return a[1][o[1] + k];
  }

  static Stream<Shaped> reductions() {
    return Stream.concat(
        Stream.of(false, true).flatMap(ShapedKernels::sums),
        Stream.of(
            reduction(
                "RowMax.rowMax",
                true,
                false,
                (m, n, x, xo, y, yo, add) -> RowMax.rowMax(m, n, x, xo, y, yo),
                null,
                null,
                Shaped.eachRow((n, i, a, o) -> max(n, a[0], o[0] + i * n, 1))),
            reduction(
                "ColumnMax.columnMax",
                false,
                false,
                (m, n, x, xo, y, yo, add) -> ColumnMax.columnMax(m, n, x, xo, y, yo),
                null,
                null,
                (m, n, a, o) -> {
                  for (int j = 0; j < n; j++) {
                    a[1][o[1] + j] = max(m, a[0], o[0] + j, n);
                  }
                }),
            new Shaped(
                "Transpose.transpose",
                List.of("a", "b"),
                (m, n) -> new int[] {m * n, m * n},
                false,
                (m, n, a, o) -> Transpose.transpose(m, n, a[0], o[0], a[1], o[1]),
                (m, n, a, o) -> Transpose.Scalar.transpose(m, n, a[0], o[0], a[1], o[1]),
                (m, n, a, o) -> Transpose.Vector.transpose(m, n, a[0], o[0], a[1], o[1]),
                (m, n, a, o) -> {
                  for (int t = 0; t < m * n; t++) {
                    a[1][o[1] + t % n * m + t / n] = a[0][o[0] + t];
                  }
                }),
            plain(
                "Softmax.softmax",
                true,
                Softmax::softmax,
                (m, n, a, o) -> {
                  for (int i = 0; i < m; i++) {
                    float[] e = exponentials(n, a[0], o[0] + i * n);
                    float scale = (float) (1 / Canonical.sum(n, (s, j) -> s + e[j]));
                    for (int j = 0; j < n; j++) {
                      a[1][o[1] + i * n + j] = e[j] * scale;
                    }
                  }
                }),
            plain(
                "LogSoftmax.logSoftmax",
                false,
                LogSoftmax::logSoftmax,
                (m, n, a, o) -> {
                  for (int i = 0; i < m; i++) {
                    int row = o[0] + i * n;
                    float[] e = exponentials(n, a[0], row);
                    float log = (float) StrictMath.log(Canonical.sum(n, (s, j) -> s + e[j]));
                    float max = max(n, a[0], row, 1);
                    for (int j = 0; j < n; j++) {
                      a[1][o[1] + i * n + j] = a[0][row + j] - max - log;
                    }
                  }
                }),
            new Shaped(
                "LogSumExp.logSumExp",
                List.of("x", "scratch", "y"),
                (m, n) -> new int[] {m * n, n, m},
                false,
                (m, n, a, o) -> LogSumExp.logSumExp(m, n, a[0], o[0], a[2], o[2], a[1], o[1]),
                null,
                null,
                Shaped.eachRow(
                    (n, i, a, o) -> {
                      float max = max(n, a[0], o[0] + i * n, 1);
                      if (!Float.isFinite(max)) {
                        return max;
                      }
                      float[] e = exponentials(n, a[0], o[0] + i * n);
                      System.arraycopy(e, 0, a[1], o[1], n);
                      double sum = Canonical.sum(n, (s, j) -> s + e[j]);
                      return (float) (max + StrictMath.log(sum));
                    }))));
  }

  private static Stream<Shaped> sums(boolean add) {
    return Stream.of(
        reduction(
            "RowSum.rowSum",
            true,
            add,
            RowSum::rowSum,
            null,
            null,
            Shaped.eachRow(
                (n, i, a, o) ->
                    (float)
                        (old(add, i, a, o)
                            + Canonical.sum(n, (s, j) -> s + a[0][o[0] + i * n + j])))),
        reduction(
            "RowSum.rowSumOfSquares",
            true,
            add,
            RowSum::rowSumOfSquares,
            null,
            null,
            Shaped.eachRow(
                (n, i, a, o) ->
                    (float)
                        (old(add, i, a, o)
                            + Canonical.sum(n, (s, j) -> s + square(a[0][o[0] + i * n + j]))))),
        reduction(
            "ColumnSum.columnSum",
            false,
            add,
            ColumnSum::columnSum,
            (m, n, a, o) -> ColumnSum.Scalar.columnSum(m, n, a[0], o[0], a[1], o[1], add),
            (m, n, a, o) -> ColumnSum.Vector.columnSum(m, n, a[0], o[0], a[1], o[1], add),
            columnSum(add, false)),
        reduction(
            "ColumnSum.columnSumOfSquares",
            false,
            add,
            ColumnSum::columnSumOfSquares,
            (m, n, a, o) -> ColumnSum.Scalar.columnSumOfSquares(m, n, a[0], o[0], a[1], o[1], add),
            (m, n, a, o) -> ColumnSum.Vector.columnSumOfSquares(m, n, a[0], o[0], a[1], o[1], add),
            columnSum(add, true)));
  }

  private static Shaped.Form columnSum(boolean add, boolean squares) {
    return (m, n, a, o) -> {
      for (int j = 0; j < n; j++) {
        double sum = old(add, j, a, o);
        for (int i = 0; i < m; i++) {
          float x = a[0][o[0] + i * n + j];
          sum += squares ? square(x) : x;
        }
        a[1][o[1] + j] = (float) sum;
      }
    };
  }

  private static double old(boolean add, int i, float[][] a, int[] o) {
    return add ? a[1][o[1] + i] : 0;
  }

  private static double square(double x) {
    return x * x;
  }

  private static float max(int n, float[] x, int from, int step) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[from + i * step]);
    }
    return max;
  }

  private static float[] exponentials(int n, float[] x, int from) {
    float max = max(n, x, from, 1);
    float[] e = new float[n];
    for (int j = 0; j < n; j++) {
      e[j] = x[from + j] - max;
    }
    Exp.Scalar.exp(n, e, 0, e, 0);
    return e;
  }
}
