package dev.factorizer.contract;

import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.contract.OperationCase.Application;
import dev.factorizer.contract.OperationCase.Gradients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An application of an operation as a program: its results, and the vector-Jacobian product for each of its float
 * arguments. In the variant of mixed sizes all arguments but the first are parameters, which a backend may keep in another
 * way than inputs.
 *
 * @param graph results named {@code result…}, gradients named {@code gradient of …}
 * @param given all tensors by the name of their placeholder
 * @param longest the number of elements of the greatest argument, by which tolerances grow
 */
record CaseProgram(Graph graph, Map<String, Tensor> given, long longest) {
    private static final int VARIANT_WITH_PARAMETERS = 2;
    /** Where in a network the operation pretends to be; messages must name it. */
    static final String PATH = "encoder.blocks.0";
    /** Outputs that are gradients: the argument's name follows. */
    static final String GRADIENT = "gradient of ";

    static CaseProgram of(OperationCase operationCase, long seed, int variant) {
        RandomInputs random = new RandomInputs(seed, variant);
        Application application = operationCase.draw(random);
        Trace trace = new Trace();
        Map<String, Tensor> given = new LinkedHashMap<>();
        List<Value> arguments = new ArrayList<>();
        for (Tensor tensor : application.arguments()) {
            boolean kept = variant == VARIANT_WITH_PARAMETERS && !arguments.isEmpty();
            arguments.add(place(trace, "argument" + arguments.size(), tensor,
                    kept ? Placeholder.Role.PARAMETER : Placeholder.Role.INPUT, given));
        }
        List<Value> results = trace.at(PATH, () -> trace.append(application.operation(), arguments).results());
        Map<String, Value> outputs = new LinkedHashMap<>();
        results.forEach(result -> outputs.put("result" + outputs.size(), result));
        if (operationCase.gradients() != Gradients.NONE && operationCase.gradients() != Gradients.REFUSED) {
            int differentiated = operationCase.gradients() == Gradients.FIRST_RESULT ? 1 : results.size();
            pullBack(trace, random, results.subList(0, differentiated), trained(arguments, application), given, outputs);
        }
        long longest = given.values().stream().mapToLong(tensor -> tensor.shape().elements()).max().orElse(1);
        return new CaseProgram(Graph.of(outputs), given, longest);
    }

    private static List<Value> trained(List<Value> arguments, Application application) {
        List<Value> trained = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).type().dataType().isFloat() && !application.constants().contains(i)) {
                trained.add(arguments.get(i));
            }
        }
        return trained;
    }

    private static void pullBack(Trace trace, RandomInputs random, List<Value> results, List<Value> with,
            Map<String, Tensor> given, Map<String, Value> outputs) {
        List<Value> cotangents = new ArrayList<>();
        for (Value result : results) {
            cotangents.add(place(trace, "cotangent" + cotangents.size(), random.normal(result.shape().sizes()),
                    Placeholder.Role.INPUT, given));
        }
        List<Value> gradients = Differentiation.pullBack(results, cotangents, with);
        for (int i = 0; i < with.size(); i++) {
            outputs.put(GRADIENT + ((Placeholder) with.get(i).node().operation()).name(), gradients.get(i));
        }
    }

    private static Value place(Trace trace, String name, Tensor tensor, Placeholder.Role role, Map<String, Tensor> given) {
        given.put(name, tensor);
        return trace.append(new Placeholder(name, role, tensor.type()), List.of()).result();
    }

    /** Loads what is kept, runs with what is given. */
    Map<String, Tensor> run(Executable executable) {
        return run(executable, given);
    }

    static Map<String, Tensor> run(Executable executable, Map<String, Tensor> tensors) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Placeholder placeholder : executable.graph().placeholders()) {
            Tensor tensor = tensors.get(placeholder.name());
            if (placeholder.role() == Placeholder.Role.INPUT) {
                inputs.put(placeholder.name(), tensor);
            } else {
                executable.load(placeholder.name(), tensor);
            }
        }
        return executable.run(inputs);
    }
}
