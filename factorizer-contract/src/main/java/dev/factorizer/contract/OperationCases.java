package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.of;

import dev.factorizer.api.operations.Unary;
import dev.factorizer.contract.OperationCase.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cases of all operations: the one list that a new operation is added to, by a line in the file of its family. */
public final class OperationCases {
    private OperationCases() { }

    /** {@return all cases, with unique names; every primitive and every composite of the API is in at least one} */
    public static List<OperationCase> all() {
        List<OperationCase> cases = new ArrayList<>();
        cases.addAll(ElementCases.list());
        cases.addAll(LayoutCases.list());
        cases.addAll(MatrixCases.list());
        cases.addAll(ImageCases.list());
        cases.addAll(NetworkCases.list());
        cases.addAll(FactorizationCases.list());
        cases.addAll(DeconvolutionCases.list());
        return List.copyOf(cases);
    }

    /** Copies: exact on every backend. */
    static OperationCase exact(String name, Recipe recipe) {
        return of(name, recipe).exact();
    }

    /** A matrix product or a convolution, or what is made of them: memory and rounding matter most there. */
    static OperationCase product(String name, Recipe recipe) {
        return of(name, recipe).inEveryCheck();
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
