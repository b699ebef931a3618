package dev.factorizer.golden;

import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.BatchNorm;
import dev.factorizer.api.operations.BatchNormTraining;
import dev.factorizer.api.operations.GroupNorm;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.LayerNormLast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operators that normalize. */
final class NormOperators {
    private NormOperators() { }

    static Map<String, Value> of(String operator, GoldenGraph at) {
        Settings settings = at.settings();
        double epsilon = settings.number("epsilon");
        settings.stated("affine"); // the parameters are there or not
        return switch (operator) {
            case "batchNorm" -> batchNorm(at, epsilon);
            case "groupNorm" -> OperatorKind.y(apply(at, new GroupNorm(settings.integer("groups"), epsilon), List.of()));
            case "instanceNorm" -> OperatorKind.y(apply(at, new InstanceNorm(epsilon), List.of()));
            default -> OperatorKind.y(apply(at, settings.integer("axis") == 1 ? new LayerNorm(epsilon)
                    : lastAxis(settings, epsilon), List.of()));
        };
    }

    private static Operation lastAxis(Settings settings, double epsilon) {
        settings.only("axis", -1);
        return new LayerNormLast(1, epsilon);
    }

    private static Value apply(GoldenGraph at, Operation operation, List<Value> statistics) {
        return at.input("x").apply(operation, arguments(at, statistics));
    }

    private static Value[] arguments(GoldenGraph at, List<Value> statistics) {
        List<Value> arguments = new ArrayList<>(statistics);
        if (at.has("param.weight")) {
            arguments.add(at.parameter("weight"));
            arguments.add(at.parameter("bias"));
        }
        return arguments.toArray(Value[]::new);
    }

    private static Map<String, Value> batchNorm(GoldenGraph at, double epsilon) {
        List<Value> statistics = List.of(at.parameter("running_mean"), at.parameter("running_var"));
        if (!at.settings().flag("training")) {
            return OperatorKind.y(apply(at, new BatchNorm(epsilon), statistics));
        }
        List<Value> results = at.input("x").applyAll(new BatchNormTraining(epsilon, at.settings().number("momentum")),
                arguments(at, statistics));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("y", results.get(0));
        outputs.put("runningMean", results.get(1));
        outputs.put("runningVariance", results.get(2));
        return outputs;
    }
}
