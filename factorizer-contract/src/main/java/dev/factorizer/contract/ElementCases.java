package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.elementwise;
import static dev.factorizer.contract.OperationCase.of;
import static dev.factorizer.contract.OperationCases.exact;
import static dev.factorizer.contract.OperationCases.lower;
import static dev.factorizer.contract.OperationCases.unary;
import static dev.factorizer.contract.OperationCases.unaryPositive;

import dev.factorizer.api.graph.Literal;
// All of them, so that a new function is one line below.
import dev.factorizer.api.operations.*;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.contract.OperationCase.Gradients;
import java.util.ArrayList;
import java.util.List;

/** Element-wise functions and operations without inputs. A new activation function is one line in this list. */
final class ElementCases {
    private ElementCases() { }

    static List<OperationCase> list() {
        List<OperationCase> cases = new ArrayList<>(List.of(
                elementwise(new Elu(1)),
                elementwise(new Elu(0.5)),
                elementwise(new Gelu(false)),
                elementwise(new Gelu(true)),
                elementwise(new LeakyRelu(0.01)),
                elementwise(new LogSigmoid()),
                elementwise(new Power(3)),
                of("power of positive", (d, m, n, k) -> apply(new Power(-2.2), d.positive(m, n, k))),
                of("power with root", (d, m, n, k) -> apply(new Power(1.5), d.positive(m, n, k))),
                elementwise(new Silu()),
                elementwise(new Softplus(1, 20)),
                elementwise(new Softplus(2, 1)).gradients(Gradients.DEFINED),
                of("select", (d, m, n, k) -> apply(new Select(), d.mask(m, n, k), d.normal(m, n, k), d.normal(m, n, k))),
                of("select of broadcasts", (d, m, n, k) -> apply(new Select(), d.mask(n, 1), d.normal(m, 1, k), d.normal())),
                exact("cast to float32", (d, m, n, k) -> apply(new Cast(DataType.FLOAT32), d.normal(m, k))),
                exact("cast to int32", (d, m, n, k) -> apply(new Cast(DataType.INT32), d.normal(m, k)))
                        .gradients(Gradients.NONE),
                exact("cast from int32", (d, m, n, k) -> apply(new Cast(DataType.FLOAT32), d.indices(k, 1000)))
                        .gradients(Gradients.NONE),
                exact("stopGradient", (d, m, n, k) -> apply(new StopGradient(), d.normal(m, k)))
                        .gradients(Gradients.DEFINED),
                exact("fill", (d, m, n, k) -> apply(new Fill(Type.float32(m, k), 0.5))).gradients(Gradients.NONE),
                exact("fill int32", (d, m, n, k) -> apply(new Fill(new Type(DataType.INT32, Shape.of(k)), -3)))
                        .gradients(Gradients.NONE),
                exact("constant", (d, m, n, k) -> apply(new Constant(Literal.of(Shape.of(m, k), d.normal(m, k).toFloats()))))
                        .gradients(Gradients.NONE),
                exact("constant int32", (d, m, n, k) -> apply(new Constant(Literal.of(Shape.of(k),
                        d.indices(k, 9).toInts())))).gradients(Gradients.NONE),
                exact("random uniform", (d, m, n, k) -> apply(new Random(Random.Distribution.UNIFORM, Shape.of(m, k)), d.key()))
                        .gradients(Gradients.NONE),
                of("random normal", (d, m, n, k) -> apply(new Random(Random.Distribution.NORMAL, Shape.of(m, k)), d.key()))
                        .gradients(Gradients.NONE),
                exact("zip add int32", (d, m, n, k) -> apply(new Zip(Zip.Kind.ADD), d.key(), d.key()))
                        .gradients(Gradients.NONE)));
        for (Unary.Kind kind : Unary.Kind.values()) {
            cases.add(switch (kind) {
                case LOG, LOG1P, SQRT, RECIPROCAL -> unaryPositive(kind);
                default -> unary(kind);
            });
        }
        for (Zip.Kind kind : Zip.Kind.values()) {
            addZips(kind, cases);
        }
        return cases;
    }

    /** Equal shapes, a number, and axes of both repeated; coarse numbers have ties, whose gradients are shared. */
    private static void addZips(Zip.Kind kind, List<OperationCase> cases) {
        String name = "zip " + lower(kind);
        cases.add(of(name, (d, m, n, k) -> apply(new Zip(kind), d.normal(m, n, k), d.positive(m, n, k))));
        cases.add(of(name + " number", (d, m, n, k) -> apply(new Zip(kind), d.normal(m, n, k), d.positive())));
        cases.add(of(name + " channels", (d, m, n, k) -> apply(new Zip(kind), d.normal(2, m, k, n), d.positive(m, 1, 1))));
        cases.add(of(name + " rows", (d, m, n, k) -> apply(new Zip(kind), d.normal(k), d.positive(m, n, k))));
        cases.add(of(name + " both", (d, m, n, k) -> apply(new Zip(kind), d.normal(m, 1, k, 1), d.positive(1, n, 1, 2))));
        cases.add(of(name + " ties", (d, m, n, k) -> apply(new Zip(kind), d.coarse(m, n, k), d.coarse(n, k)))
                .gradients(kind == Zip.Kind.DIVIDE ? Gradients.NONE : Gradients.DEFINED));
    }
}
