package dev.factorizer.golden;

import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Elu;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.GlobalAveragePool;
import dev.factorizer.api.operations.LeakyRelu;
import dev.factorizer.api.operations.LogSigmoid;
import dev.factorizer.api.operations.LogSoftmax;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Roll;
import dev.factorizer.api.operations.Silu;
import dev.factorizer.api.operations.Softmax;
import dev.factorizer.api.operations.Softplus;
import java.util.Map;

/** Kind {@code operator}: single operations, by the name in the settings. */
final class OperatorKind implements GraphKind {
    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Settings settings = at.settings();
        String operator = settings.text("operator");
        return switch (operator) {
            case "relu" -> y(at.input("x").relu());
            case "sigmoid" -> y(at.input("x").sigmoid());
            case "tanh" -> y(at.input("x").tanh());
            case "elu" -> of(at, new Elu(settings.number("alpha")));
            case "gelu" -> of(at, new Gelu(approximatedByTanh(settings)));
            case "leakyRelu" -> of(at, new LeakyRelu(settings.number("slope")));
            case "logSigmoid" -> of(at, new LogSigmoid());
            case "silu" -> of(at, new Silu());
            case "softplus" -> of(at, new Softplus(settings.number("beta"), settings.number("threshold")));
            case "softmax" -> of(at, new Softmax(settings.integer("axis")));
            case "logSoftmax" -> of(at, new LogSoftmax(settings.integer("axis")));
            case "globalAveragePool" -> of(at, new GlobalAveragePool());
            case "permute" -> of(at, new Permute(settings.integers("axes")));
            case "roll" -> of(at, new Roll(settings.integers("axes"), settings.integers("shifts")));
            case "concatenate" -> y(at.input("a").apply(new Concatenate(settings.integer("axis")), at.input("b")));
            case "matmul" -> y(at.input("a").matmul(at.input("b")));
            case "linear" -> y(at.input("x").matmul(at.parameter("weight"), false, true).add(at.parameter("bias")));
            case "convolution", "transposedConvolution", "maxPool", "averagePool" -> y(WindowOperators.of(operator, at));
            case "interpolate", "pad" -> y(GridOperators.of(operator, at));
            case "batchNorm", "groupNorm", "instanceNorm", "layerNorm" -> NormOperators.of(operator, at);
            default -> throw new UnsupportedCaseException("operator \"" + operator + "\" is unknown");
        };
    }

    static Map<String, Value> y(Value value) {
        return Map.of("y", value);
    }

    private static Map<String, Value> of(GoldenGraph at, Operation operation) {
        return y(at.input("x").apply(operation));
    }

    private static boolean approximatedByTanh(Settings settings) {
        String approximation = settings.text("approximation");
        return switch (approximation) {
            case "erf" -> false;
            case "tanh" -> true;
            default -> throw new UnsupportedCaseException("approximation \"" + approximation + "\" is unknown");
        };
    }
}
