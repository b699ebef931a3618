package dev.factorizer.contract;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.differentiation.NotDifferentiableException;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.contract.OperationCase.Application;
import java.util.ArrayList;
import java.util.List;

/** An operation without derivative fails by name and layer: a gradient is never cut silently. */
final class RefusedGradient {
    private RefusedGradient() { }

    static void check(OperationCase operationCase, long seed, int variant) {
        Application application = operationCase.draw(new RandomInputs(seed, variant));
        Trace trace = new Trace();
        List<Value> arguments = new ArrayList<>();
        application.arguments().forEach(tensor -> arguments.add(trace.input("argument" + arguments.size(), tensor.type())));
        List<Value> results = trace.at(CaseProgram.PATH,
                () -> trace.append(application.operation(), arguments).results());
        List<Value> cotangents = results.stream().map(result -> trace.zeros(result.type())).toList();
        ErrorChecks.fails(NotDifferentiableException.class, () -> Differentiation.pullBack(results, cotangents, arguments),
                application.operation().name(), CaseProgram.PATH);
    }
}
