package dev.factorizer.contract;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.contract.OperationCase.Application;
import dev.factorizer.contract.OperationCase.Gradients;
import dev.factorizer.contract.OperationCase.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cases of all operations: the one list that a new operation is added to, by a line in the file of its family. */
public final class OperationCases {
    private OperationCases() { }

    /**
     * All cases.
     *
     * @return cases with unique names; every primitive and every composite of the API is in at least one
     */
    public static List<OperationCase> all() {
        List<OperationCase> cases = new ArrayList<>();
        cases.addAll(ElementCases.list());
        cases.addAll(LayoutCases.list());
        cases.addAll(MatrixCases.list());
        cases.addAll(ImageCases.list());
        cases.addAll(NetworkCases.list());
        cases.addAll(FactorizationCases.list());
        return List.copyOf(cases);
    }

    /** A case of the usual kind: its gradients are its derivative. */
    static OperationCase of(String name, Recipe recipe) {
        return new OperationCase(name, recipe, Gradients.DERIVATIVE, 1);
    }

    /** Copies: exact on every backend. */
    static OperationCase exact(String name, Recipe recipe) {
        return new OperationCase(name, recipe, Gradients.DERIVATIVE, 0);
    }

    static Application apply(Operation operation, Tensor... arguments) {
        return new Application(operation, List.of(arguments));
    }

    /** An activation function, of normal numbers. */
    static OperationCase elementwise(Elementwise operation) {
        return of(operation.toString(), (d, m, n, k) -> apply(operation, d.normal(m, n, k)));
    }

    /** A primitive function, of normal numbers. */
    static OperationCase unary(Unary.Kind kind) {
        return of("unary " + lower(kind), (d, m, n, k) -> apply(new Unary(kind), d.normal(m, n, k)));
    }

    /** A primitive function that is defined, or gentle, only for positive numbers. */
    static OperationCase unaryPositive(Unary.Kind kind) {
        return of("unary " + lower(kind), (d, m, n, k) -> apply(new Unary(kind), d.positive(m, n, k)));
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
