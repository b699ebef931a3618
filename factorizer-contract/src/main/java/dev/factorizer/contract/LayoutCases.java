package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.of;
import static dev.factorizer.contract.OperationCases.exact;

import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.BorderPad;
import dev.factorizer.api.operations.Broadcast;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.Margin;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.Roll;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.contract.OperationCase.Gradients;
import java.util.List;

/** Movements of elements, reductions along axes. */
final class LayoutCases {
    private static final List<List<Integer>> TWO_SHIFTS = List.of(List.of(0, 0), List.of(1, -5));

    private LayoutCases() { }

    private static Matricization windows(int m, int n, int k, List<List<Integer>> shifts) {
        return new Matricization(2, List.of(m, k), List.of(n, 2), shifts);
    }

    static List<OperationCase> list() {
        return List.of(
                exact("reshape", (d, m, n, k) -> apply(new Reshape(Shape.of(n, k, m)), d.normal(m, n, k))),
                exact("permute", (d, m, n, k) -> apply(new Permute(List.of(1, 2, 0)), d.normal(m, n, k))),
                exact("permute last", (d, m, n, k) -> apply(new Permute(List.of(0, 2, 1)), d.normal(m, n, k))),
                exact("permute of five axes", (d, m, n, k) -> apply(new Permute(List.of(0, 3, 1, 4, 2)),
                        d.normal(2, m, 3, k, n))),
                exact("slice", (d, m, n, k) -> apply(new Slice(List.of(m - 1, 1), List.of(1, k), List.of(1, 1)),
                        d.normal(m, k + 2))),
                exact("slice by steps", (d, m, n, k) -> apply(new Slice(List.of(1, 2), List.of(m, k), List.of(2, 3)),
                        d.normal(2 * m + 1, 3 * k + 2))),
                exact("pad", (d, m, n, k) -> apply(new Pad(List.of(0, 2, 1), List.of(3, 0, 2), -0.5f), d.normal(m, n, k))),
                exact("pad of nothing", (d, m, n, k) -> apply(new Pad(List.of(0, 0), List.of(0, 0), 1), d.normal(m, k))),
                exact("concatenate first", (d, m, n, k) -> apply(new Concatenate(0), d.normal(m, k), d.normal(n, k))),
                exact("concatenate middle", (d, m, n, k) -> apply(new Concatenate(1), d.normal(2, m, k), d.normal(2, 1, k),
                        d.normal(2, n, k))),
                exact("concatenate last", (d, m, n, k) -> apply(new Concatenate(1), d.normal(n, m), d.normal(n, k))),
                of("broadcast", (d, m, n, k) -> apply(new Broadcast(Shape.of(2, m, n, k)), d.normal(m, 1, k))),
                of("broadcast of a number", (d, m, n, k) -> apply(new Broadcast(Shape.of(m, k)), d.normal())),
                exact("flip", (d, m, n, k) -> apply(new Flip(List.of(0, 2)), d.normal(m, n, k))),
                of("gather", (d, m, n, k) -> apply(new Gather(1), d.normal(m, k, n), d.indices(7, k))),
                of("gather last", (d, m, n, k) -> apply(new Gather(1), d.normal(m, n), d.indices(k, n))),
                of("scatterAdd", (d, m, n, k) -> apply(new ScatterAdd(1, 5), d.normal(m, k, n), d.indices(k, 5))),
                of("scatterAdd first", (d, m, n, k) -> apply(new ScatterAdd(0, k), d.normal(n, m), d.indices(n, k))),
                exact("argMax first", (d, m, n, k) -> apply(new ArgMax(0), d.coarse(k, m))).gradients(Gradients.NONE),
                exact("argMax last", (d, m, n, k) -> apply(new ArgMax(1), d.coarse(m, k))).gradients(Gradients.NONE),
                of("sum last", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.SUM, List.of(2)), d.normal(m, n, k))),
                of("sum first", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.SUM, List.of(0)), d.normal(k, m, n))),
                of("sum all but channels", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.SUM, List.of(0, 2)),
                        d.normal(m, n, k))),
                of("sum all", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.SUM, List.of(0, 1, 2)), d.normal(m, n, k))),
                of("sum of nothing", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.SUM, List.of(1)), d.normal(m, 0, n)))
                        .gradients(Gradients.NONE),
                of("maximum", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.MAXIMUM, List.of(1)), d.normal(m, k, n))),
                of("maximum with ties", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.MAXIMUM, List.of(1, 2)),
                        d.coarse(m, k, n))).gradients(Gradients.DEFINED),
                of("minimum", (d, m, n, k) -> apply(new Reduce(Reduce.Kind.MINIMUM, List.of(0, 2)), d.normal(m, n, k))),
                exact("roll", (d, m, n, k) -> apply(new Roll(List.of(0, 2), List.of(2, -k - 3)), d.normal(m, n, k))),
                of("pad reflected", (d, m, n, k) -> apply(new BorderPad(BorderPad.Kind.REFLECT, List.of(0, m), List.of(0, 1)),
                        d.normal(n, k + m))),
                of("pad replicated", (d, m, n, k) -> apply(new BorderPad(BorderPad.Kind.REPLICATE, List.of(1, 3),
                        List.of(0, 2)), d.normal(n, k))),
                exact("margin", (d, m, n, k) -> apply(new Margin(List.of(-1, 2), List.of(1, -1), 0.5f), d.normal(m + 2, k + 1))),
                of("matricize", (d, m, n, k) -> apply(new Matricize(windows(m, n, k, TWO_SHIFTS)), d.normal(2, 4, m * n, k * 2)))
                        .inEveryCheck(),
                of("matricize one shift", (d, m, n, k) -> apply(new Matricize(windows(m, n, k, List.of(List.of(0, 0)))),
                        d.normal(1, 2, m * n, k * 2))).inEveryCheck(),
                of("dematricize", (d, m, n, k) -> apply(new Dematricize(windows(m, n, k, TWO_SHIFTS), 4),
                        d.normal(2 * 2 * 2, m * k, 2, n * 2))),
                of("dematricize one shift", (d, m, n, k) -> apply(new Dematricize(windows(m, n, k, List.of(List.of(1, 1))), 2),
                        d.normal(2, m * k, 1, n * 2))));
    }
}
